"""Flat shapes on a canvas of 1200 by 675, drawn twice as large and scaled down so that edges are smooth."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1200, 675
_LARGER = 3

CREAM, PAPER, SAND, STRAW = "#FBF3E4", "#F5E8D0", "#E8CFA8", "#D9B680"
TERRACOTTA, BRICK, CLAY, ROSE = "#C8643C", "#A34A2B", "#E2996F", "#EDC3AE"
FOREST, GREEN, SAGE, MIST = "#1F5C4D", "#3E8069", "#93B99C", "#CFE0CC"
NIGHT, DUSK, BLUE, SKY, PALE = "#22334F", "#31496E", "#4A789E", "#A9C9DA", "#DDEAEE"
YELLOW, GLOW, INK, WHITE = "#F2C25B", "#FBE2A4", "#2B2D36", "#FFFCF5"
SKINS = ("#F0C8A8", "#C98F66", "#8A5A3C", "#E3AE86", "#6B4430")

Point = tuple[float, float]


class Canvas:
    """What a drawing is made on. Coordinates in pixels of the finished picture."""

    def __init__(self, background: str, width: int = WIDTH, height: int = HEIGHT) -> None:
        self._size = (width, height)
        self._image = Image.new("RGBA", (width * _LARGER, height * _LARGER), background)
        self._draw = ImageDraw.Draw(self._image)

    def ellipse(self, x: float, y: float, across: float, down: float, colour: str) -> None:
        """An ellipse around (x, y) with these radii."""
        self._draw.ellipse([v * _LARGER for v in (x - across, y - down, x + across, y + down)], fill=colour)

    def disc(self, x: float, y: float, radius: float, colour: str) -> None:
        self.ellipse(x, y, radius, radius, colour)

    def box(self, x: float, y: float, width: float, height: float, colour: str, corner: float = 0) -> None:
        """A rectangle from its upper left corner, with rounded corners."""
        edges = [v * _LARGER for v in (x, y, x + width, y + height)]
        self._draw.rounded_rectangle(edges, corner * _LARGER, fill=colour)

    def shape(self, points: Sequence[Point], colour: str) -> None:
        """A polygon."""
        self._draw.polygon([(x * _LARGER, y * _LARGER) for x, y in points], fill=colour)

    def blob(self, points: Sequence[Point], colour: str) -> None:
        """A soft closed shape through the points."""
        self.shape(smooth(points, closed=True), colour)

    def hill(self, points: Sequence[Point], colour: str, bottom: float = HEIGHT) -> None:
        """Everything between a soft line from left to right and ``bottom``."""
        line = smooth(points, closed=False)
        self.shape([*line, (line[-1][0], bottom), (line[0][0], bottom)], colour)

    def line(self, points: Sequence[Point], width: float, colour: str, *, soft: bool = False) -> None:
        """A line with round ends and corners."""
        path = smooth(points, closed=False) if soft else list(points)
        scaled = [(x * _LARGER, y * _LARGER) for x, y in path]
        self._draw.line(scaled, fill=colour, width=round(width * _LARGER), joint="curve")
        radius = width / 2
        for x, y in (path[0], path[-1], *(path[1:-1] if not soft else ())):
            self.disc(x, y, radius, colour)

    def arc(self, x: float, y: float, radius: float, start: float, end: float, width: float, colour: str) -> None:
        """Part of a circle's edge, angles in degrees clockwise from three o'clock."""
        turns = [math.radians(start + (end - start) * step / 40) for step in range(41)]
        points = [(x + radius * math.cos(turn), y + radius * math.sin(turn)) for turn in turns]
        self.line(points, width, colour)

    def leaf(self, x: float, y: float, length: float, width: float, angle: float, colour: str) -> None:
        """A leaf that starts at (x, y) and points to ``angle`` (degrees clockwise from three o'clock)."""
        turn = math.radians(angle)
        points = []
        for side in (1, -1):
            steps = range(21) if side == 1 else range(20, -1, -1)
            for step in steps:
                along = step / 20
                off = side * width * math.sin(math.pi * along) * (1 - 0.35 * along)
                points.append(
                    (
                        x + length * along * math.cos(turn) - off * math.sin(turn),
                        y + length * along * math.sin(turn) + off * math.cos(turn),
                    )
                )
        self.shape(points, colour)

    def heart(self, x: float, y: float, size: float, colour: str) -> None:
        """A heart around (x, y), about twice ``size`` wide."""
        points = []
        for step in range(80):
            turn = 2 * math.pi * step / 80
            across = 16 * math.sin(turn) ** 3
            down = 13 * math.cos(turn) - 5 * math.cos(2 * turn) - 2 * math.cos(3 * turn) - math.cos(4 * turn)
            points.append((x + across * size / 16, y - down * size / 16))
        self.shape(points, colour)

    def star(self, x: float, y: float, size: float, colour: str, rays: int = 5, turn: float = -90) -> None:
        points = []
        for step in range(2 * rays):
            radius = size if step % 2 == 0 else size * 0.45
            angle = math.radians(turn + 180 * step / rays)
            points.append((x + radius * math.cos(angle), y + radius * math.sin(angle)))
        self.shape(points, colour)

    def crescent(self, x: float, y: float, radius: float, colour: str, behind: str) -> None:
        """A moon; ``behind`` is the colour of the sky."""
        self.disc(x, y, radius, colour)
        self.disc(x + radius * 0.42, y - radius * 0.22, radius * 0.86, behind)

    def cloud(self, x: float, y: float, size: float, colour: str) -> None:
        for across, down, radius in ((-0.9, 0.1, 0.55), (-0.2, -0.2, 0.75), (0.7, 0.05, 0.6)):
            self.disc(x + across * size, y + down * size, radius * size, colour)
        self.box(x - 1.4 * size, y + 0.05 * size, 2.65 * size, 0.6 * size, colour, 0.3 * size)

    def finished(self) -> Image.Image:
        """The picture at its own size."""
        return self._image.resize(self._size, Image.Resampling.LANCZOS)

    def save(self, file: Path, colours: int = 96) -> None:
        """Write it as a PNG: one that can be seen through as it is, others with few colours, for flat shapes need no more."""
        picture = self.finished()
        if picture.getchannel("A").getextrema()[0] == 255:
            picture = picture.convert("RGB").quantize(colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        picture.save(file, optimize=True)


def smooth(points: Sequence[Point], *, closed: bool) -> list[Point]:
    """A Catmull-Rom curve through the points."""
    count = len(points)
    found: list[Point] = []
    for index in range(count if closed else count - 1):
        if closed:
            four = [points[(index + step) % count] for step in (-1, 0, 1, 2)]
        else:
            four = [points[max(0, min(count - 1, index + step))] for step in (-1, 0, 1, 2)]
        for step in range(16):
            found.append(_between(four, step / 16))
    if not closed:
        found.append(points[-1])
    return found


def _between(four: Sequence[Point], t: float) -> Point:
    def one(a: float, b: float, c: float, d: float) -> float:
        return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3)

    return one(*(point[0] for point in four)), one(*(point[1] for point in four))

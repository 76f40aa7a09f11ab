"""Drawings of hills, streets, trees and the things people make."""

from __future__ import annotations

import math

from canvas import (
    BLUE,
    BRICK,
    CLAY,
    CREAM,
    DUSK,
    FOREST,
    GLOW,
    GREEN,
    INK,
    MIST,
    NIGHT,
    PALE,
    PAPER,
    ROSE,
    SAGE,
    SAND,
    SKINS,
    SKY,
    STRAW,
    TERRACOTTA,
    WHITE,
    WIDTH,
    YELLOW,
    Canvas,
)  # fmt: skip


def hillside_walk() -> Canvas:
    """Two people and a pram on a path between hills."""
    c = Canvas("#F6DEC0")
    c.disc(860, 220, 120, "#F8E9CF")
    c.disc(860, 220, 84, YELLOW)
    c.cloud(250, 130, 50, CREAM)
    c.cloud(1060, 110, 36, CREAM)
    c.hill([(0, 330), (180, 260), (380, 320), (600, 250), (820, 330), (1010, 270), (1200, 330)], "#B7CFC4")
    c.hill([(0, 400), (220, 330), (480, 410), (760, 330), (1000, 400), (1200, 350)], SAGE)
    c.hill([(0, 430), (260, 440), (560, 390), (860, 450), (1200, 410)], GREEN)
    # the way
    way = [(1200, 436), (1010, 452), (840, 470), (700, 500), (520, 540), (250, 580), (0, 590)]
    c.blob([*way, (-60, 640), (200, 650), (500, 610), (720, 566), (880, 520), (1040, 486), (1240, 470)], SAND)
    c.hill([(0, 650), (240, 656), (520, 622), (760, 582), (980, 530), (1200, 500)], FOREST)
    # houses and trees
    for x, y, size in ((140, 392, 1.0), (210, 380, 0.8)):
        c.box(x, y, 60 * size, 46 * size, CREAM)
        c.shape([(x - 8 * size, y + 2), (x + 68 * size, y + 2), (x + 30 * size, y - 34 * size)], TERRACOTTA)
        c.box(x + 22 * size, y + 18 * size, 16 * size, 28 * size, FOREST)
    for x, y, size, colour in (
        (330, 440, 1.0, FOREST),
        (384, 450, 0.7, "#2B7059"),
        (1030, 440, 1.1, FOREST),
        (1100, 446, 0.8, "#2B7059"),
        (960, 446, 0.6, "#2B7059"),
    ):
        c.line([(x, y), (x, y - 70 * size)], 10 * size, "#6B4A38")
        c.ellipse(x, y - 96 * size, 34 * size, 54 * size, colour)
    # pram
    c.blob(
        [(402, 496), (408, 450), (448, 426), (470, 432), (472, 492), (540, 494), (534, 530), (510, 546), (430, 546), (406, 528)],
        BLUE,
    )
    c.blob([(402, 494), (412, 446), (452, 424), (474, 432), (472, 494)], DUSK)
    c.ellipse(498, 492, 34, 16, CREAM)
    c.disc(490, 480, 18, SKINS[3])
    c.line([(530, 506), (600, 448)], 8, INK)
    c.line([(430, 546), (508, 574)], 6, INK)
    c.line([(508, 546), (430, 574)], 6, INK)
    for x in (426, 512):
        c.disc(x, 580, 26, INK)
        c.disc(x, 580, 17, PAPER)
        c.disc(x, 580, 5, INK)
    _walker(c, 652, 590, coat=TERRACOTTA, skin=SKINS[0], hair="#7A4630", trousers=DUSK, reach=(604, 450), long_hair=True)
    _walker(c, 764, 574, coat=YELLOW, skin=SKINS[2], hair=INK, trousers="#5A4A4C", reach=None, long_hair=False)
    # flowers in front
    for x, y, colour in (
        (80, 640, YELLOW),
        (140, 655, ROSE),
        (980, 590, ROSE),
        (1060, 600, YELLOW),
        (1130, 570, CREAM),
        (870, 626, CREAM),
        (300, 664, CREAM),
        (1010, 640, CLAY),
    ):
        c.line([(x, y), (x, y + 34)], 4, SAGE)
        c.disc(x, y, 10, colour)
        c.disc(x, y, 4, BRICK)
    return c


def _walker(
    c: Canvas,
    x: float,
    ground: float,
    *,
    coat: str,
    skin: str,
    hair: str,
    trousers: str,
    reach: tuple[float, float] | None,
    long_hair: bool,
) -> None:
    """Somebody who walks to the left, about 230 pixels tall."""
    c.line([(x - 6, ground - 96), (x - 40, ground - 8)], 30, trousers)
    c.line([(x + 8, ground - 96), (x + 30, ground - 12)], 30, trousers)
    c.ellipse(x - 50, ground - 2, 26, 11, INK)
    c.ellipse(x + 22, ground - 2, 26, 11, INK)
    if long_hair:
        c.blob(
            [
                (x - 26, ground - 214),
                (x + 8, ground - 244),
                (x + 42, ground - 214),
                (x + 46, ground - 150),
                (x + 10, ground - 150),
            ],
            hair,
        )
    c.blob(
        [
            (x - 32, ground - 150),
            (x - 14, ground - 180),
            (x + 22, ground - 180),
            (x + 38, ground - 148),
            (x + 42, ground - 78),
            (x - 40, ground - 78),
        ],
        coat,
    )
    c.box(x - 8, ground - 196, 20, 28, skin, 8)
    c.disc(x, ground - 212, 29, skin)
    if long_hair:
        c.blob(
            [
                (x - 18, ground - 234),
                (x + 8, ground - 246),
                (x + 36, ground - 222),
                (x + 34, ground - 180),
                (x + 16, ground - 206),
            ],
            hair,
        )
    else:
        c.blob(
            [
                (x - 28, ground - 222),
                (x - 8, ground - 250),
                (x + 26, ground - 238),
                (x + 32, ground - 206),
                (x + 14, ground - 224),
            ],
            hair,
        )
    if reach:
        c.line([(x + 6, ground - 160), (x - 16, ground - 120), reach], 18, BRICK, soft=True)
        c.disc(*reach, 10, skin)
    else:
        c.line([(x + 6, ground - 160), (x + 18, ground - 118), (x + 4, ground - 84)], 18, "#D9A23F", soft=True)
        c.disc(x + 4, ground - 82, 10, skin)


def lit_street() -> Canvas:
    """A row of houses at night, lamps in many windows."""
    c = Canvas(NIGHT)
    for x, y, size in (
        (80, 70, 6),
        (190, 140, 8),
        (330, 60, 6),
        (480, 110, 7),
        (640, 50, 6),
        (760, 120, 8),
        (930, 190, 5),
        (1120, 200, 7),
        (560, 180, 5),
        (1060, 50, 6),
    ):
        c.star(x, y, size, GLOW, 4)
    c.crescent(960, 110, 54, GLOW, NIGHT)
    c.hill([(0, 420), (250, 330), (520, 390), (800, 320), (1200, 400)], "#2B4263")
    houses = (
        (30, 190, 300, TERRACOTTA, BRICK), (220, 170, 250, BLUE, DUSK), (390, 200, 320, CREAM, FOREST),
        (590, 160, 260, SAGE, GREEN), (750, 210, 300, CLAY, BRICK), (960, 190, 270, SKY, BLUE),
    )  # fmt: skip
    lit = {
        (0, 0, 1),
        (0, 1, 0),
        (1, 0, 0),
        (2, 1, 1),
        (2, 0, 0),
        (3, 0, 1),
        (4, 0, 0),
        (4, 1, 1),
        (5, 1, 0),
        (5, 0, 1),
        (1, 1, 1),
    }
    for number, (left, width, height, wall, roof) in enumerate(houses):
        top = 580 - height
        c.box(left, top, width, height, wall)
        c.shape([(left - 14, top + 2), (left + width + 14, top + 2), (left + width / 2, top - 92)], roof)
        c.box(left + width * 0.7, top - 86, 26, 60, roof)
        for row in (0, 1):
            for column in (0, 1):
                x, y = left + width * (0.16 + 0.42 * column), top + 28 + row * (96 if height > 280 else 80)
                if row == 1 and column == 1 and number % 2 == 0 and (number, row, column) not in lit:
                    continue
                _window(c, x, y, width * 0.26, 62, (number, row, column) in lit)
        c.box(left + width / 2 - 22, 506, 44, 74, roof, 8)
        c.disc(left + width / 2 + 12, 546, 4, YELLOW)
    c.box(0, 578, WIDTH, 97, "#1A2740")
    c.box(0, 578, WIDTH, 16, "#3A4B69")
    for x in range(30, WIDTH, 150):
        c.box(x, 632, 80, 8, "#46577A", 4)
    return c


def _window(c: Canvas, x: float, y: float, width: float, height: float, lit: bool) -> None:
    c.box(x - 5, y - 5, width + 10, height + 10, WHITE, 4)
    c.box(x, y, width, height, YELLOW if lit else DUSK, 2)
    if lit:
        middle = x + width / 2
        c.shape([(middle - 13, y + 34), (middle + 13, y + 34), (middle + 8, y + 16), (middle - 8, y + 16)], TERRACOTTA)
        c.line([(middle, y + 34), (middle, y + height - 4)], 4, BRICK)
        c.ellipse(middle, y + height - 3, 11, 3, BRICK)
    else:
        c.line([(x + width / 2, y), (x + width / 2, y + height)], 4, WHITE)


def dad_carrier() -> Canvas:
    """A father under trees, a baby in a sling."""
    c = Canvas(PALE)
    c.disc(240, 160, 70, "#F8E9CF")
    c.disc(240, 160, 50, YELLOW)
    c.cloud(520, 110, 42, WHITE)
    c.hill([(0, 440), (300, 390), (650, 430), (950, 380), (1200, 420)], SAGE)
    c.hill([(0, 520), (400, 500), (800, 530), (1200, 490)], GREEN)
    c.blob([(-60, 640), (200, 600), (480, 590), (760, 600), (1260, 560), (1260, 620), (800, 660), (400, 690), (-60, 720)], SAND)
    for x, size, leaf, dark in (
        (140, 1.0, CLAY, TERRACOTTA),
        (930, 1.25, TERRACOTTA, BRICK),
        (1110, 0.9, YELLOW, "#D9A23F"),
        (350, 0.72, YELLOW, "#D9A23F"),
    ):
        ground = 560
        c.line([(x, ground), (x, ground - 210 * size)], 26 * size, "#6B4A38")
        c.line([(x, ground - 140 * size), (x + 46 * size, ground - 210 * size)], 13 * size, "#6B4A38")
        for dx, dy, radius in ((-60, -250, 80), (56, -250, 84), (0, -320, 92), (0, -230, 70)):
            c.disc(x + dx * size, ground + dy * size, radius * size, leaf)
        for dx, dy in ((-40, -280), (30, -330), (50, -250), (-10, -230), (-70, -240), (8, -290)):
            c.leaf(x + dx * size, ground + dy * size, 30 * size, 8 * size, 60, dark)
    for x, y, angle, colour in (
        (430, 330, 30, TERRACOTTA),
        (790, 250, 120, CLAY),
        (500, 470, 70, YELLOW),
        (770, 560, 10, BRICK),
        (300, 620, 20, TERRACOTTA),
        (860, 630, 160, YELLOW),
        (420, 640, 140, CLAY),
        (1040, 600, 30, BRICK),
    ):
        c.leaf(x, y, 30, 9, angle, colour)
    # the father
    c.line([(612, 470), (606, 622)], 52, DUSK)
    c.line([(668, 470), (682, 622)], 52, DUSK)
    c.ellipse(594, 638, 46, 18, INK)
    c.ellipse(694, 638, 46, 18, INK)
    c.blob([(558, 330), (580, 276), (640, 262), (702, 276), (724, 330), (718, 480), (564, 480)], FOREST)
    c.line([(574, 306), (544, 390), (592, 430)], 42, FOREST, soft=True)
    c.line([(708, 306), (740, 390), (690, 430)], 42, FOREST, soft=True)
    c.box(622, 232, 36, 50, SKINS[1], 14)
    c.disc(640, 196, 62, SKINS[1])
    c.blob([(578, 196), (580, 132), (640, 112), (702, 134), (704, 196), (684, 160), (640, 152), (598, 160)], "#3A2B28")
    c.blob([(582, 206), (600, 228), (640, 236), (680, 228), (698, 206), (690, 252), (640, 274), (590, 252)], "#3A2B28")
    c.disc(618, 194, 5, INK)
    c.disc(662, 194, 5, INK)
    c.arc(640, 224, 17, 20, 160, 5, ROSE)
    # sling and baby
    c.line([(590, 284), (612, 350)], 20, TERRACOTTA)
    c.line([(692, 284), (670, 350)], 20, TERRACOTTA)
    c.disc(640, 332, 40, SKINS[3])
    c.blob([(598, 330), (604, 292), (640, 280), (676, 292), (682, 330), (640, 312)], CREAM)
    c.disc(640, 282, 9, TERRACOTTA)
    c.arc(626, 344, 7, 20, 160, 4, INK)
    c.arc(654, 344, 7, 20, 160, 4, INK)
    c.blob([(590, 358), (640, 366), (690, 358), (700, 420), (674, 462), (606, 462), (580, 420)], TERRACOTTA)
    c.heart(640, 410, 20, CREAM)
    for x in (596, 684):
        c.line([(x, 456), (x + (-6 if x < 640 else 6), 492)], 20, YELLOW)
    c.disc(594, 432, 17, SKINS[1])
    c.disc(688, 432, 17, SKINS[1])
    return c


def quilt() -> Canvas:
    """A patchwork quilt."""
    c = Canvas(FOREST)
    size = 135
    grounds = (CREAM, SKY, CLAY, MIST, DUSK, YELLOW, ROSE, SAGE, PAPER, BLUE, TERRACOTTA)
    for row in range(5):
        for column in range(9):
            x, y = column * size - 8, row * size
            ground = grounds[(column * 4 + row * 7 + column * row) % len(grounds)]
            c.box(x, y, size, size, ground)
            dark = ground in (DUSK, BLUE, TERRACOTTA)
            _patch(
                c,
                x + size / 2,
                y + size / 2,
                (column * 2 + row * 3) % 7,
                ground,
                CREAM if dark else (FOREST, BRICK, BLUE, TERRACOTTA)[(row + column) % 4],
            )
    for step in range(10):
        for dash in range(0, 675, 22):
            c.line([(step * size - 8, dash), (step * size - 8, dash + 10)], 3, WHITE)
    for step in range(6):
        for dash in range(0, 1200, 22):
            c.line([(dash, step * size), (dash + 10, step * size)], 3, WHITE)
    return c


def _patch(c: Canvas, x: float, y: float, sort: int, ground: str, colour: str) -> None:
    if sort == 0:
        c.heart(x, y + 4, 36, colour)
    elif sort == 1:
        c.crescent(x - 4, y, 38, colour, ground)
    elif sort == 2:
        c.star(x, y + 3, 44, colour)
    elif sort == 3:
        for angle in (-90, -20, -160):
            c.leaf(x, y + 40, 78, 17, angle, colour)
    elif sort == 4:
        for dx, dy in ((-34, -34), (34, -34), (-34, 34), (34, 34), (0, 0)):
            c.disc(x + dx, y + dy, 13, colour)
    elif sort == 5:
        c.box(x - 34, y - 12, 68, 50, colour, 3)
        c.shape([(x - 46, y - 10), (x + 46, y - 10), (x, y - 52)], colour)
        c.box(x - 9, y + 10, 18, 28, ground, 2)
    else:
        for step in range(6):
            turn = math.radians(step * 60)
            c.disc(x + 25 * math.cos(turn), y + 25 * math.sin(turn), 17, colour)
        c.disc(x, y, 15, ground)


def seedlings() -> Canvas:
    """Five pots, each seedling a little taller, and a watering can."""
    c = Canvas("#F8E9CF")
    c.disc(930, 220, 190, "#FBF3E4")
    c.box(0, 540, WIDTH, 135, STRAW)
    c.box(0, 532, WIDTH, 14, "#C79C62")
    for index, (colour, height) in enumerate(((TERRACOTTA, 34), (BLUE, 80), (CLAY, 140), (FOREST, 205), (BRICK, 280))):
        x = 150 + index * 138
        c.line([(x, 430), (x + 4, 430 - height)], 8, GREEN)
        pairs = 1 + index
        for pair in range(pairs):
            y = 430 - height * (pair + 1) / pairs
            size = 30 + 8 * index - 5 * pair
            c.leaf(x + 2, y + 6, size, size * 0.28, -30, FOREST if pair % 2 else GREEN)
            c.leaf(x + 2, y + 6, size, size * 0.28, -150, GREEN if pair % 2 else FOREST)
        if index == 4:
            top = 430 - height
            for step in range(8):
                turn = math.radians(step * 45)
                c.disc(x + 4 + 25 * math.cos(turn), top - 14 + 25 * math.sin(turn), 16, YELLOW)
            c.disc(x + 4, top - 14, 17, TERRACOTTA)
        c.shape([(x - 46, 436), (x + 46, 436), (x + 34, 544), (x - 34, 544)], colour)
        c.box(x - 54, 420, 108, 26, colour, 6)
        c.box(x - 54, 440, 108, 6, _shade(colour))
    # watering can
    c.arc(1010, 400, 86, 190, 350, 16, GREEN)
    c.arc(1100, 452, 56, -80, 80, 16, GREEN)
    c.shape([(930, 420), (1096, 420), (1112, 544), (914, 544)], SAGE)
    c.ellipse(1013, 420, 83, 16, GREEN)
    c.shape([(932, 500), (950, 456), (838, 352), (818, 368)], SAGE)
    c.shape([(846, 334), (866, 356), (814, 392), (800, 366)], GREEN)
    for x, y in ((800, 396), (784, 424), (806, 440), (772, 458), (798, 480)):
        c.ellipse(x, y, 5, 9, BLUE)
    c.heart(1012, 490, 24, CREAM)
    return c


def _shade(colour: str) -> str:
    return "#" + "".join(f"{round(int(colour[index : index + 2], 16) * 0.82):02X}" for index in (1, 3, 5))


def village_hall() -> Canvas:
    """A hall with bunting over its open door."""
    c = Canvas(SKY)
    c.cloud(180, 120, 48, WHITE)
    c.cloud(1030, 90, 40, WHITE)
    c.hill([(0, 430), (240, 370), (520, 420), (900, 360), (1200, 410)], SAGE)
    c.hill([(0, 540), (400, 520), (800, 530), (1200, 510)], GREEN)
    for x, size in ((120, 1.1), (1090, 1.2)):
        c.line([(x, 560), (x, 440)], 20, "#6B4A38")
        c.disc(x, 370, 92 * size, FOREST)
        c.disc(x + 30, 346, 52 * size, "#2B7059")
    # hall
    c.box(280, 300, 640, 270, CREAM)
    c.shape([(240, 306), (960, 306), (860, 176), (340, 176)], TERRACOTTA)
    c.shape([(460, 306), (740, 306), (600, 130)], CREAM)
    c.shape([(440, 312), (600, 112), (760, 312), (736, 312), (600, 142), (464, 312)], BRICK)
    c.disc(600, 246, 36, FOREST)
    c.disc(600, 246, 28, WHITE)
    c.line([(600, 246), (600, 226)], 5, INK)
    c.line([(600, 246), (614, 254)], 5, INK)
    for x in (318, 418, 726, 826):
        c.box(x, 372, 66, 108, WHITE, 6)
        c.box(x + 7, 379, 52, 94, GLOW, 4)
        c.line([(x + 33, 379), (x + 33, 473)], 5, WHITE)
        c.line([(x + 7, 426), (x + 59, 426)], 5, WHITE)
        c.box(x - 6, 482, 78, 12, BRICK, 4)
    # open door
    c.box(530, 380, 140, 190, "#5A3A2B", 6)
    c.box(540, 390, 120, 180, YELLOW)
    c.shape([(540, 390), (500, 410), (500, 590), (540, 570)], FOREST)
    c.shape([(660, 390), (700, 410), (700, 590), (660, 570)], FOREST)
    c.box(560, 474, 80, 8, BRICK)
    c.line([(572, 482), (572, 540)], 6, BRICK)
    c.line([(628, 482), (628, 540)], 6, BRICK)
    c.disc(596, 458, 16, BLUE)
    c.line([(610, 458), (624, 446)], 7, BLUE)
    c.box(588, 436, 16, 8, BLUE, 3)
    c.shape([(520, 570), (680, 570), (780, 675), (420, 675)], SAND)
    c.box(280, 560, 220, 14, STRAW)
    c.box(700, 560, 220, 14, STRAW)
    # bunting
    flags = (TERRACOTTA, YELLOW, FOREST, BLUE, ROSE)
    line = [(210, 320), (400, 356), (600, 350), (800, 356), (990, 320)]
    c.line(line, 4, INK, soft=True)
    for index in range(17):
        t = index / 16
        x = 226 + t * 744
        y = 322 + 40 * math.sin(math.pi * t)
        c.shape([(x - 15, y), (x + 15, y + 1), (x, y + 34)], flags[index % 5])
    # a board and two visitors
    c.shape([(828, 560), (920, 560), (936, 640), (812, 640)], FOREST)
    c.line([(848, 584), (900, 584)], 6, CREAM)
    c.line([(842, 604), (906, 604)], 6, CREAM)
    for x, coat, skin, hair in ((300, BLUE, SKINS[4], INK), (366, BRICK, SKINS[0], "#C9A15B")):
        c.line([(x - 10, 590), (x - 14, 640)], 18, DUSK)
        c.line([(x + 10, 590), (x + 14, 640)], 18, DUSK)
        c.blob([(x - 28, 600), (x - 26, 530), (x, 514), (x + 26, 530), (x + 28, 600)], coat)
        c.disc(x, 492, 25, skin)
        c.blob([(x - 26, 490), (x - 22, 466), (x, 460), (x + 22, 466), (x + 26, 490), (x, 474)], hair)
    return c


def logo() -> Canvas:
    """The mark: a moon that holds a lit window."""
    c = Canvas("#1F5C4D00", 360, 360)
    c.disc(180, 180, 170, FOREST)
    c.crescent(168, 186, 118, GLOW, FOREST)
    c.box(196, 150, 84, 84, TERRACOTTA, 10)
    c.box(206, 160, 64, 64, YELLOW, 4)
    c.box(233, 160, 10, 64, TERRACOTTA)
    c.box(206, 187, 64, 10, TERRACOTTA)
    c.star(256, 96, 15, WHITE, 4)
    c.star(300, 130, 10, WHITE, 4)
    return c


DRAWINGS = {
    "hillside-walk": hillside_walk,
    "lit-street": lit_street,
    "dad-carrier": dad_carrier,
    "quilt": quilt,
    "seedlings": seedlings,
    "village-hall": village_hall,
    "logo": logo,
}

"""Drawings of rooms and tables."""

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
    smooth,
)  # fmt: skip


def night_window() -> Canvas:
    """A parent in an armchair with a baby, a window, a lamp."""
    c = Canvas(DUSK)
    c.box(0, 560, WIDTH, 115, "#5A4A4C")
    c.box(0, 552, WIDTH, 12, "#463C46")
    # window
    c.box(112, 70, 420, 420, WHITE, 16)
    c.box(130, 88, 384, 384, NIGHT, 6)
    c.crescent(410, 190, 58, GLOW, NIGHT)
    for x, y, size in ((190, 150, 9), (262, 236, 7), (318, 128, 6), (210, 320, 6), (466, 300, 8), (300, 330, 5), (170, 240, 5)):
        c.star(x, y, size, WHITE, 4)
    c.hill([(130, 420), (220, 388), (320, 410), (420, 372), (514, 400)], "#2C4A55", bottom=472)
    for x, y in ((196, 424), (352, 430), (446, 416)):
        c.box(x, y, 12, 15, YELLOW, 2)
    c.box(314, 88, 16, 384, WHITE)
    c.box(130, 270, 384, 14, WHITE)
    c.box(92, 486, 460, 22, WHITE, 8)
    for edge, inner in ((56, 178), (588, 466)):
        fold = (inner - edge) / 122
        side = [(edge + 118 * fold, 48), (edge + 112 * fold, 200), (edge + 62 * fold, 380), (edge + 44 * fold, 524)]
        c.shape([(edge, 48), *smooth(side, closed=False), (edge, 524)], BRICK)
        for shift in (30, 62):
            c.line([(edge + shift * fold, 60), (edge + shift * 0.5 * fold, 516)], 4, "#8E3F24")
    c.line([(36, 46), (608, 46)], 14, STRAW)
    # lamp
    c.ellipse(1050, 300, 170, 160, "#4C5A78")
    c.line([(1050, 230), (1050, 580)], 12, STRAW)
    c.ellipse(1050, 584, 62, 14, STRAW)
    c.shape([(990, 140), (1110, 140), (1150, 260), (950, 260)], GLOW)
    # rug
    c.ellipse(800, 612, 330, 34, CLAY)
    c.ellipse(800, 612, 270, 24, ROSE)
    # armchair
    c.box(640, 230, 300, 330, FOREST, 90)
    c.box(600, 380, 110, 190, GREEN, 50)
    c.box(870, 380, 110, 190, GREEN, 50)
    c.box(660, 470, 260, 110, GREEN, 30)
    for x in (650, 920):
        c.line([(x, 570), (x, 604)], 16, INK)
    # parent
    c.blob([(716, 420), (734, 350), (790, 328), (846, 350), (866, 420), (868, 520), (712, 520)], TERRACOTTA)
    c.blob([(700, 500), (780, 486), (880, 500), (892, 560), (700, 562)], DUSK)
    c.line([(726, 540), (716, 616)], 40, DUSK)
    c.line([(850, 540), (858, 616)], 40, DUSK)
    c.ellipse(702, 622, 34, 14, CREAM)
    c.ellipse(868, 622, 34, 14, CREAM)
    c.box(776, 300, 30, 44, SKINS[1], 12)
    c.disc(786, 262, 52, SKINS[1])
    c.blob(
        [(730, 262), (736, 212), (786, 194), (838, 216), (842, 300), (866, 350), (826, 340), (820, 270), (792, 234), (752, 246)],
        INK,
    )
    c.arc(768, 268, 9, 20, 160, 4, INK)
    c.arc(776, 288, 9, 20, 160, 4, BRICK)
    # baby
    c.blob([(742, 424), (792, 402), (846, 424), (850, 474), (796, 496), (744, 472)], CREAM)
    c.disc(754, 424, 30, SKINS[3])
    c.arc(748, 428, 6, 20, 160, 3, INK)
    c.blob([(726, 416), (744, 392), (772, 396), (784, 416), (758, 406)], "#5B3A29")
    c.line([(728, 384), (716, 454), (770, 490)], 34, BRICK, soft=True)
    c.line([(850, 384), (866, 450), (812, 484)], 34, BRICK, soft=True)
    c.disc(776, 490, 16, SKINS[1])
    c.disc(806, 484, 16, SKINS[1])
    # mug on a stool
    c.box(420, 536, 130, 14, STRAW, 6)
    c.line([(442, 548), (430, 612)], 10, STRAW)
    c.line([(528, 548), (540, 612)], 10, STRAW)
    c.arc(500, 512, 13, -90, 90, 7, SKY)
    c.box(456, 488, 46, 48, SKY, 8)
    return c


def tea_table() -> Canvas:
    """A round table from above."""
    c = Canvas(MIST)
    for row in range(-1, 9):
        for column in range(-1, 15):
            if (row + column) % 2 == 0:
                c.box(column * 90, row * 90, 90, 90, "#C3D9C4")
    for angle, colour in ((198, BLUE), (342, BRICK), (90, FOREST), (-62, GREEN), (-118, CLAY)):
        turn = math.radians(angle)
        c.disc(600 + 430 * math.cos(turn), 337 + 372 * math.sin(turn), 96, colour)
        c.disc(600 + 430 * math.cos(turn), 337 + 372 * math.sin(turn), 70, _lighter(colour))
    c.ellipse(600, 352, 316, 316, "#A8BFA9")
    c.disc(600, 337, 312, TERRACOTTA)
    c.disc(600, 337, 296, CLAY)
    c.disc(600, 337, 204, PAPER)
    for step in range(24):
        turn = math.radians(step * 15)
        c.disc(600 + 204 * math.cos(turn), 337 + 204 * math.sin(turn), 27, PAPER)
    for step in range(24):
        turn = math.radians(step * 15)
        c.disc(600 + 206 * math.cos(turn), 337 + 206 * math.sin(turn), 8, CLAY)
    for angle, cup, tea in (
        (198, WHITE, "#9A5B36"),
        (342, SKY, "#7A4A30"),
        (90, YELLOW, "#9A5B36"),
        (-62, SAGE, "#B9804E"),
        (-118, ROSE, "#7A4A30"),
    ):
        turn = math.radians(angle)
        x, y = 600 + 236 * math.cos(turn), 337 + 236 * math.sin(turn)
        c.disc(x, y, 62, WHITE)
        c.disc(x, y, 54, PALE)
        handle = turn + 1.0
        c.line([(x, y), (x + 58 * math.cos(handle), y + 58 * math.sin(handle))], 15, cup)
        c.disc(x, y, 40, cup)
        c.disc(x, y, 31, tea)
        c.arc(x, y, 21, 200, 250, 5, _lighter(tea))
    # teapot
    c.line([(510, 316), (462, 296), (440, 268)], 24, FOREST, soft=True)
    c.arc(622, 330, 44, -100, 100, 16, FOREST)
    c.disc(566, 326, 72, FOREST)
    c.disc(566, 326, 46, GREEN)
    c.disc(566, 326, 15, YELLOW)
    # biscuits
    c.disc(664, 436, 68, WHITE)
    c.disc(664, 436, 56, PALE)
    for x, y in ((644, 414), (686, 422), (666, 458), (632, 454), (698, 454)):
        c.disc(x, y, 23, STRAW)
        for dx, dy in ((-8, -4), (6, -9), (5, 7), (-5, 9)):
            c.disc(x + dx, y + dy, 3.4, BRICK)
    # flowers
    for x, y, colour in ((700, 296, BRICK), (730, 274, YELLOW), (688, 264, ROSE)):
        c.leaf(x, y, 46, 11, 40, GREEN)
        for step in range(6):
            turn = math.radians(step * 60)
            c.disc(x + 13 * math.cos(turn), y + 13 * math.sin(turn), 10, colour)
        c.disc(x, y, 8, GLOW)
    return c


def training_room() -> Canvas:
    """People in rows, a screen with a simple chart."""
    c = Canvas(PAPER)
    c.box(0, 500, WIDTH, 175, SAND)
    c.box(0, 494, WIDTH, 10, STRAW)
    # pennants of light
    for x in (130, 246):
        c.line([(x, 0), (x, 92)], 5, INK)
        c.shape([(x - 50, 140), (x + 50, 140), (x + 26, 88), (x - 26, 88)], TERRACOTTA)
        c.ellipse(x, 140, 40, 9, GLOW)
    # screen
    c.box(330, 56, 540, 330, FOREST, 16)
    c.box(346, 72, 508, 298, WHITE, 8)
    c.box(384, 108, 220, 18, FOREST, 9)
    c.box(384, 140, 150, 12, SAGE, 6)
    for index, (height, colour) in enumerate(((54, SKY), (90, SAGE), (122, GREEN), (166, TERRACOTTA))):
        c.box(392 + index * 62, 330 - height, 42, height, colour, 6)
    c.line([(380, 332), (644, 332)], 5, INK)
    c.disc(744, 236, 78, MIST)
    c.heart(744, 240, 40, TERRACOTTA)
    c.line([(600, 386), (600, 440)], 10, INK)
    # plant
    c.shape([(84, 420), (176, 420), (164, 520), (96, 520)], TERRACOTTA)
    for angle, length in ((-120, 140), (-95, 176), (-70, 150), (-50, 110), (-140, 104)):
        c.leaf(130, 424, length, 22, angle, GREEN if angle % 2 else FOREST)
    # speaker
    c.blob([(972, 330), (1000, 268), (1040, 256), (1082, 270), (1108, 330), (1104, 560), (976, 560)], BLUE)
    c.line([(984, 300), (930, 336), (896, 296)], 30, BLUE, soft=True)
    c.disc(892, 288, 18, SKINS[2])
    c.box(1026, 226, 28, 44, SKINS[2], 12)
    c.disc(1040, 192, 50, SKINS[2])
    c.blob([(988, 196), (990, 140), (1040, 122), (1092, 142), (1094, 200), (1072, 168), (1010, 166)], INK)
    c.arc(1026, 212, 13, 20, 150, 4, WHITE)
    # audience, from behind
    rows = (
        (500, 66, ((250, TERRACOTTA, "#3A2B28"), (440, SAGE, "#B5793F"), (630, CLAY, "#231F20"), (820, YELLOW, "#6A4630"))),
        (
            596,
            80,
            (
                (130, GREEN, "#8A5A33"),
                (345, BLUE, "#231F20"),
                (560, BRICK, "#C9A15B"),
                (775, FOREST, "#3A2B28"),
                (990, ROSE, "#54453F"),
            ),
        ),
    )
    for top, size, people in rows:
        for x, coat, hair in people:
            c.blob(
                [
                    (x - size * 1.15, top + size * 2.3),
                    (x - size * 0.95, top + size * 1.05),
                    (x, top + size * 0.72),
                    (x + size * 0.95, top + size * 1.05),
                    (x + size * 1.15, top + size * 2.3),
                ],
                coat,
            )
            c.disc(x, top + size * 0.2, size * 0.62, hair)
            if coat in (SAGE, BRICK):
                c.disc(x, top - size * 0.5, size * 0.26, hair)
    return c


def report_stack() -> Canvas:
    """Reports, a plant, a pair of glasses."""
    c = Canvas(PALE)
    c.disc(300, 250, 190, "#CFE0E6")
    c.box(0, 520, WIDTH, 155, STRAW)
    c.box(0, 520, WIDTH, 14, SAND)
    # stack
    for index, (left, width, colour) in enumerate(
        ((318, 520, FOREST), (338, 500, TERRACOTTA), (306, 520, BLUE), (346, 470, YELLOW))
    ):
        y = 472 - index * 50
        c.box(left, y, width, 48, colour, 8)
        c.box(left + 14, y + 10, width - 14, 28, WHITE, 4)
        c.line([(left + 30, y + 20), (left + width - 6, y + 20)], 2, SAND)
        c.line([(left + 30, y + 29), (left + width - 6, y + 29)], 2, SAND)
    # standing report
    c.shape([(872, 176), (1090, 214), (1050, 524), (832, 496)], BRICK)
    c.shape([(862, 168), (1080, 206), (1040, 516), (822, 488)], CREAM)
    c.shape([(862, 168), (1080, 206), (1066, 316), (848, 280)], FOREST)
    c.crescent(960, 236, 34, GLOW, FOREST)
    for x, y in ((1010, 216), (1032, 256), (906, 214)):
        c.star(x, y, 7, WHITE, 4)
    for index, width in enumerate((150, 170, 130)):
        x, y = 866 - index * 3.6, 330 + index * 30
        c.line([(x, y), (x + width, y + width * 0.165)], 9, SAGE if index else INK)
    for index, height in enumerate((34, 52, 74)):
        x = 868 + index * 46
        c.shape(
            [
                (x, 470 + index * 6),
                (x + 28, 474 + index * 6),
                (x + 28 + height * 0.13, 474 + index * 6 - height),
                (x + height * 0.13, 470 + index * 6 - height),
            ],
            (SKY, CLAY, TERRACOTTA)[index],
        )
    # plant on the stack
    c.shape([(500, 222), (620, 222), (604, 324), (516, 324)], TERRACOTTA)
    c.box(490, 208, 140, 26, BRICK, 8)
    for angle, length, colour in (
        (-150, 120, GREEN),
        (-125, 160, FOREST),
        (-100, 176, GREEN),
        (-76, 170, FOREST),
        (-52, 150, GREEN),
        (-28, 116, FOREST),
    ):
        c.leaf(560, 214, length, 26, angle, colour)
    # glasses
    for x in (140, 236):
        c.arc(x, 540, 40, 0, 360, 8, INK)
    c.arc(188, 532, 14, 190, 350, 7, INK)
    c.line([(100, 532), (66, 498)], 7, INK)
    c.line([(276, 532), (300, 506)], 7, INK)
    # pencil
    c.line([(640, 590), (880, 606)], 18, YELLOW)
    c.shape([(880, 596), (922, 608), (878, 616)], SAND)
    c.shape([(908, 604), (922, 608), (907, 611)], INK)
    return c


def phone_talk() -> Canvas:
    """A telephone and two speech bubbles."""
    c = Canvas(NIGHT)
    for x, y, size in (
        (90, 90, 8),
        (210, 200, 6),
        (150, 420, 7),
        (1080, 520, 7),
        (1130, 130, 9),
        (980, 70, 6),
        (520, 60, 6),
        (1120, 350, 5),
        (60, 260, 5),
        (730, 90, 5),
    ):
        c.star(x, y, size, GLOW, 4)
    c.ellipse(600, 640, 620, 110, "#2C4A55")
    c.ellipse(600, 668, 560, 90, FOREST)
    # bubbles
    c.box(150, 110, 430, 196, CREAM, 80)
    c.shape([(430, 280), (540, 280), (560, 372)], CREAM)
    c.line([(228, 172), (460, 172)], 16, SKY)
    c.line([(228, 210), (500, 210)], 16, SKY)
    c.line([(228, 248), (388, 248)], 16, SKY)
    c.box(690, 60, 360, 216, TERRACOTTA, 90)
    c.shape([(716, 236), (816, 262), (690, 356)], TERRACOTTA)
    c.heart(870, 166, 62, CREAM)
    # telephone
    c.blob([(410, 600), (436, 480), (500, 424), (600, 412), (700, 424), (764, 480), (790, 600), (600, 622)], YELLOW)
    c.box(400, 572, 400, 44, "#D9A23F", 22)
    c.disc(600, 506, 78, CREAM)
    for step in range(10):
        turn = math.radians(-60 - step * 30)
        c.disc(600 + 53 * math.cos(turn), 506 + 53 * math.sin(turn), 12, YELLOW)
    c.disc(600, 506, 26, TERRACOTTA)
    c.line([(438, 424), (520, 372), (680, 372), (762, 424)], 44, "#D9A23F", soft=True)
    c.ellipse(436, 432, 54, 36, "#D9A23F")
    c.ellipse(764, 432, 54, 36, "#D9A23F")
    c.line([(790, 596), (880, 632), (930, 566), (990, 628), (1060, 560), (1210, 610)], 9, CREAM, soft=True)
    return c


def lullaby() -> Canvas:
    """A mobile of stars, moon and clouds above a cot."""
    c = Canvas(PAPER)
    for column in range(12):
        for row in range(6):
            x, y = 60 + column * 100 + (50 if row % 2 else 0), 50 + row * 84
            c.disc(x, y, 5, SAND)
    c.box(0, 560, WIDTH, 115, CLAY)
    c.box(0, 552, WIDTH, 14, TERRACOTTA)
    # hanging mobile
    c.line([(600, 0), (600, 90)], 6, INK)
    c.arc(600, 330, 250, 222, 318, 12, STRAW)
    c.arc(600, 330, 250, 222, 318, 12, STRAW)
    threads = ((418, 165, 60), (500, 104, 128), (600, 82, 78), (700, 104, 150), (782, 165, 66))
    for x, top, length in threads:
        c.line([(x, top), (x, top + length)], 3, INK)
    c.star(418, 256, 40, YELLOW)
    c.cloud(500, 258, 36, SKY)
    c.crescent(594, 204, 50, TERRACOTTA, PAPER)
    c.cloud(700, 280, 34, BLUE)
    c.star(782, 262, 38, GREEN)
    # cot
    for x in range(330, 890, 54):
        c.box(x, 396, 12, 190, STRAW, 5)
    c.box(308, 462, 584, 120, WHITE, 8)
    c.ellipse(394, 462, 74, 30, WHITE)
    c.blob([(352, 480), (430, 446), (520, 448), (640, 436), (760, 446), (866, 480), (880, 580), (322, 580)], SAGE)
    for x, y in ((420, 480), (520, 500), (640, 482), (750, 500), (580, 530), (690, 530), (470, 532), (806, 524)):
        c.heart(x, y, 13, FOREST)
    c.disc(400, 440, 38, SKINS[2])
    c.blob([(364, 434), (378, 398), (416, 396), (438, 428), (404, 414)], INK)
    c.arc(390, 446, 7, 20, 160, 4, INK)
    c.arc(414, 446, 7, 20, 160, 4, INK)
    c.disc(384, 460, 5, "#A5654A")
    c.disc(420, 460, 5, "#A5654A")
    c.box(276, 380, 648, 26, BRICK, 12)
    c.box(276, 574, 648, 26, BRICK, 10)
    for x in (276, 892):
        c.box(x, 350, 32, 280, BRICK, 12)
        c.disc(x + 16, 346, 22, TERRACOTTA)
    # bear
    c.disc(1040, 590, 52, STRAW)
    c.disc(1040, 516, 38, STRAW)
    for x in (1012, 1068):
        c.disc(x, 486, 15, STRAW)
        c.disc(x, 486, 8, CLAY)
        c.disc(x - (8 if x < 1040 else -8), 636, 20, STRAW)
    c.ellipse(1040, 526, 17, 13, CREAM)
    c.disc(1040, 520, 5, INK)
    c.disc(1027, 508, 4, INK)
    c.disc(1053, 508, 4, INK)
    # lamp
    c.ellipse(150, 330, 118, 110, GLOW)
    c.box(112, 540, 76, 24, FOREST, 10)
    c.line([(150, 380), (150, 544)], 12, FOREST)
    c.shape([(110, 270), (190, 270), (222, 380), (78, 380)], YELLOW)
    return c


def _lighter(colour: str) -> str:
    parts = [int(colour[index : index + 2], 16) for index in (1, 3, 5)]
    return "#" + "".join(f"{round(part + (255 - part) * 0.22):02X}" for part in parts)


DRAWINGS = {
    "night-window": night_window,
    "tea-table": tea_table,
    "training-room": training_room,
    "report-stack": report_stack,
    "phone-talk": phone_talk,
    "lullaby": lullaby,
}

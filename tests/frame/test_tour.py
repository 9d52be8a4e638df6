"""docs/tour.md: made of its list, with every picture there, and small enough to keep."""

from PIL import Image

from tests.browser.screens import FOLDER, SIZES, THEMES, TOUR, picture, tour
from tests.browser.tour import SCREENS

WIDE, NARROW = (width for width, _ in SIZES)
MOST_BYTES = 12 * 1024 * 1024


def test_the_page_is_what_the_list_says() -> None:
    assert TOUR.read_text() == tour()


def test_each_screen_has_its_pictures_and_no_picture_is_left_over() -> None:
    wanted = {picture(screen, width, theme) for screen in SCREENS for width, _ in SIZES for theme in THEMES}
    assert {path.name for path in FOLDER.glob("*.png")} == wanted
    for width, height in SIZES:
        for name in (picture(screen, width, theme) for screen in SCREENS for theme in THEMES):
            with Image.open(FOLDER / name) as image:
                assert image.size == (width, height), name


def test_all_pictures_together_are_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.glob("*.png")) < MOST_BYTES

"""What is drawn, as values that Jupyter shows: a page in a frame of its own, a picture as SVG."""

from dataclasses import dataclass
from html import escape
from pathlib import Path

from dutygraph.terminal import whole_file

FRAME_HEIGHT = 720


@dataclass(frozen=True, slots=True)
class Page:
    """A whole HTML page; the same lists give the same text."""

    html: str

    def save(self, path: str | Path) -> Path:
        """Write the page as UTF-8; the file appears when it is whole.

        Raises:
            DutygraphError: the file cannot be written.
        """
        return _save(self.html, path)

    def _repr_html_(self) -> str:
        # Scripts run, but apart from the notebook: the frame has no origin, and the page's own
        # policy holds in it.
        return (
            '<iframe sandbox="allow-scripts allow-downloads allow-modals" '
            f'style="width:100%;height:{FRAME_HEIGHT}px;border:0" '
            f'srcdoc="{escape(self.html)}"></iframe>'
        )


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture for a document: SVG that Word and WPS take, colours and fonts written out."""

    svg: str

    def save(self, path: str | Path) -> Path:
        """Write the picture as UTF-8; the file appears when it is whole.

        Raises:
            DutygraphError: the file cannot be written.
        """
        return _save(self.svg, path)

    def _repr_svg_(self) -> str:
        return self.svg


def _save(text: str, path: str | Path) -> Path:
    path = Path(path)
    with whole_file(path) as file:
        file.write(text.encode())
    return path

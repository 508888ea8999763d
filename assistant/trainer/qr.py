"""A QR code drawn here, as SVG: the only module that knows segno."""

import html

import segno


def qr_svg(address: str, label: str) -> str:
    """Return a QR code that opens an address.

    :param label: what it is, for those who cannot see it.
    """
    drawn: str = segno.make(address, error="m", micro=False).svg_inline(
        svgclass="bz-qr", lineclass="bz-qr-line", omitsize=True, light="#fff"
    )
    return drawn.replace("<svg ", f'<svg role="img" aria-label="{html.escape(label)}" ', 1)

"""Flame graphs as SVG: a frame's width is its share, callees stand above their callers."""

import html
import zlib

WIDTH, ROW, LEAST_WIDTH, LETTER = 1200, 17, 0.6, 6.4


def flame_graph(stacks, title):
    """Draws stacks, given as a mapping of tuples of frames, the outermost first, to numbers of samples."""
    root = {"count": 0, "callees": {}}
    for stack, count in stacks.items():
        node = root
        node["count"] += count
        for frame in stack:
            node = node["callees"].setdefault(frame, {"count": 0, "callees": {}})
            node["count"] += count
    boxes = []
    place(root, "all", 0, 0.0, WIDTH / root["count"], boxes)
    height = (max(depth for depth, *_ in boxes) + 3) * ROW
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="monospace" font-size="11">',
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/><text x="4" y="13">{html.escape(title)}</text>',
    ]
    for depth, x, width, name, count in boxes:
        y = height - (depth + 1) * ROW
        share = f"{html.escape(name)}, {count / root['count']:.1%}"
        lines.append(
            f'<g><title>{share}</title><rect x="{x:.1f}" y="{y}" width="{max(width - 0.3, 0.3):.1f}" height="{ROW - 1}"'
            f' fill="{color(name)}"/>'
        )
        if (room := int(width / LETTER) - 1) >= 3:
            text = name if len(name) <= room else name[: room - 1] + "…"
            lines.append(f'<text x="{x + 3:.1f}" y="{y + 12}">{html.escape(text)}</text>')
        lines.append("</g>")
    return "\n".join([*lines, "</svg>", ""])


def place(node, name, depth, x, scale, boxes):
    width = node["count"] * scale
    if width < LEAST_WIDTH:
        return
    boxes.append((depth, x, width, name, node["count"]))
    for callee, below in sorted(node["callees"].items()):
        place(below, callee, depth + 1, x, scale, boxes)
        x += below["count"] * scale


def color(name):
    """Warm for functions of the process, grey for those of the kernel; the same for a name each time."""
    shade = zlib.crc32(name.encode()) % 40
    if name.islower() and "." not in name:
        return f"rgb({200 - shade},{204 - shade},{212 - shade})"
    return f"rgb(250,{170 + shade},{90 + shade})"

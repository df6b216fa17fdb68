"""Makes nlds.css from the npm packages in node_modules; run by hand when a version changes. See README.md."""

import re
import sys
from pathlib import Path

_COMPONENTS = (
    "root body heading-1 heading-2 heading-3 paragraph link button textbox textarea select checkbox "
    "form-field form-field-description form-field-error-message form-label form-fieldset table alert "
    "status-badge data-list skip-link mark"
).split()
_TOKENS = "@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css"
_LICENCE = "/*! EUPL-1.2. Components: (c) Frameless B.V., Gemeente Utrecht. Tokens: (c) NL Design System Community. */\n"


def main(modules: Path, target: Path) -> None:
    """Joins the components, and of the tokens keeps only those that the components use."""
    components = [(modules / f"@utrecht/{name}-css/dist/index.min.css").read_text() for name in _COMPONENTS]
    css = "\n".join(re.sub(r"/\*.*?\*/", "", component, flags=re.DOTALL).strip() for component in components)
    css = re.sub(r"@charset[^;]*;", "", css)
    known = dict(re.findall(r"(--[\w-]+):\s*([^;]+);", (modules / _TOKENS).read_text()))
    wanted, used = set(re.findall(r"var\((--[\w-]+)", css)), {}
    wanted |= {name for name in known if name.startswith(("--basis-color-", "--basis-space-"))}
    while wanted:
        name = wanted.pop()
        if name in known and name not in used:
            used[name] = known[name]
            wanted |= set(re.findall(r"var\((--[\w-]+)", known[name])) - used.keys()
    tokens = ":root{" + "".join(f"{name}:{used[name]};" for name in sorted(used)) + "}\n"
    target.write_text(_LICENCE + tokens + css + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(__file__).with_name("nlds.css"))

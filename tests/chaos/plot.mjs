// Plots as SVG, from numbers alone; readable in light and in dark mode.

const width = 960;
const margin = { left: 64, right: 16, top: 34, bottom: 40 };

const escape = (text) =>
  String(text).replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]);
const round = (number) => Math.round(number * 10) / 10;

/** A frame with axes; `x` and `y` are scales: {from, to, ticks, isLog, label}. */
export class Plot {
  #parts = [];

  constructor({ title, height = 320, x, y }) {
    Object.assign(this, { title, height, x, y });
    this.inner = { width: width - margin.left - margin.right, height: height - margin.top - margin.bottom };
  }

  atX(value) {
    return round(margin.left + this.inner.width * share(this.x, value));
  }

  atY(value) {
    return round(margin.top + this.inner.height * (1 - share(this.y, value)));
  }

  /** A band over the whole height. */
  band(from, to, colour) {
    const left = this.atX(from);
    this.#parts.push(
      `<rect x="${left}" y="${margin.top}" width="${Math.max(1.5, round(this.atX(to) - left))}" height="${this.inner.height}" fill="${colour}" opacity="0.25"/>`,
    );
  }

  line(points, colour) {
    const path = points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${this.atX(x)} ${this.atY(y)}`).join('');
    this.#parts.push(`<path d="${path}" fill="none" stroke="${colour}" stroke-width="1.2" stroke-linejoin="round"/>`);
  }

  dots(points, colour, radius = 3) {
    for (const [x, y] of points)
      this.#parts.push(
        `<circle cx="${this.atX(x)}" cy="${this.atY(y)}" r="${radius}" fill="${colour}" opacity="0.8"/>`,
      );
  }

  bar(from, to, low, high, colour) {
    const [left, top] = [this.atX(from), this.atY(high)];
    this.#parts.push(
      `<rect x="${left}" y="${top}" width="${round(Math.max(0.5, this.atX(to) - left - 0.3))}" height="${round(this.atY(low) - top)}" fill="${colour}"/>`,
    );
  }

  /** `legend`: [[colour, text]…]. */
  svg(legend = []) {
    const axis = [];
    for (const [value, text] of this.x.ticks) {
      axis.push(`<text x="${this.atX(value)}" y="${this.height - 22}" text-anchor="middle">${escape(text)}</text>`);
    }
    for (const [value, text] of this.y.ticks) {
      const y = this.atY(value);
      axis.push(
        `<line x1="${margin.left}" x2="${width - margin.right}" y1="${y}" y2="${y}" stroke="currentColor" opacity="0.15"/>`,
        `<text x="${margin.left - 6}" y="${y + 4}" text-anchor="end">${escape(text)}</text>`,
      );
    }
    let left = margin.left;
    const keys = legend.map(([colour, text]) => {
      const part = `<rect x="${left}" y="17" width="10" height="10" fill="${colour}"/><text x="${left + 14}" y="26">${escape(text)}</text>`;
      left += 26 + text.length * 6.4;
      return part;
    });
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${this.height}" role="img" aria-label="${escape(this.title)}" font-family="sans-serif" font-size="12">
<title>${escape(this.title)}</title>
<style>svg{color:#222;background:#fff}text{fill:currentColor}@media(prefers-color-scheme:dark){svg{color:#ddd;background:#1a1a1a}}</style>
<text x="${margin.left}" y="12" font-weight="bold">${escape(this.title)}</text>
${keys.join('')}
${axis.join('\n')}
${this.#parts.join('\n')}
<text x="${margin.left + this.inner.width / 2}" y="${this.height - 6}" text-anchor="middle">${escape(this.x.label ?? '')}</text>
<text transform="translate(12 ${margin.top + this.inner.height / 2}) rotate(-90)" text-anchor="middle">${escape(this.y.label ?? '')}</text>
</svg>
`;
  }
}

function share({ from, to, isLog }, value) {
  const held = Math.min(to, Math.max(from, value));
  return isLog ? Math.log(held / from) / Math.log(to / from) : (held - from) / (to - from);
}

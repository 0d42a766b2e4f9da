// A drawn photograph of nobody, head and shoulders, as a data URI of a PNG.

import { PNG } from 'pngjs';

/** `width` × `height` pixels; the background is half transparent. */
export function drawnPhoto(width = 240, height = 300) {
  const png = new PNG({ width, height });
  for (let y = 0; y < height; ++y) {
    for (let x = 0; x < width; ++x) {
      const [u, v] = [(x - width / 2) / width, (y - height / 2) / width];
      const isHead = u * u + (v + 0.08) ** 2 < 0.03;
      const isBody = u * u * 1.2 + (v - 0.52) ** 2 < 0.11;
      const colour = isHead ? [224, 178, 150, 255] : isBody ? [40, 92, 120, 255] : [90, 150, 110, 128];
      png.data.set(colour, (y * width + x) * 4);
    }
  }
  return `data:image/png;base64,${PNG.sync.write(png).toString('base64')}`;
}

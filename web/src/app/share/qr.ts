import { correction, generate } from 'lean-qr';
import { toSvgPath } from 'lean-qr/extras/svg';

/** Modules around a code that stay light (ISO/IEC 18004). */
const kQuietZone = 4;
/** A larger code would have modules too small for its displayed size. Holds 213 bytes. */
const kMaxVersion = 10;

/** A QR code to be drawn on a square field. */
export interface QrDrawing {
  /** Width of the field with the quiet zone, in modules. */
  readonly size: number;
  /** The dark modules, as the `d` of an SVG path that begins inside the quiet zone. */
  readonly path: string;
  /** The start of the path, in modules from the field's corner. */
  readonly margin: number;
}

/** Draws the text as a QR code. Returns undefined if the text is too long. */
export function drawQr(text: string): QrDrawing | undefined {
  try {
    const code = generate(text, { minCorrectionLevel: correction.M, maxVersion: kMaxVersion });
    return { size: code.size + 2 * kQuietZone, path: toSvgPath(code), margin: kQuietZone };
  } catch {
    return undefined; // the library's only error: too much data
  }
}

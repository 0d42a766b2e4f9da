// Prepares a photo: crops it to a square, scales it to fit the document's limit of 256 KiB, and encodes it again, which
// removes the metadata (location, camera, owner).

const kMostInput = 40 << 20;
const kMostPixels = 512;
const kMostBytes = 60 * 1024;
const kQualities = [0.85, 0.7, 0.55, 0.4];

/** Returns the photo as a data: URL of a JPEG. Throws if the file is not an image. */
export async function smallPhoto(file: Blob): Promise<string> {
  if (file.size > kMostInput) throw new Error('too large');
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const scale = Math.min(1, kMostPixels / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const made = kQualities.map((quality) => canvas.toDataURL('image/jpeg', quality));
  return made.find((url) => url.length <= kMostBytes) ?? made.at(-1) ?? '';
}

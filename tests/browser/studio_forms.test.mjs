import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import zlib from 'node:zlib';
import { PNG } from 'pngjs';

import { listen, send } from '../../infra/stand_ins/server.mjs';
import { cv, imported, preview, publish, said, signedIn, stored, studio } from '../support/studio.mjs';
import { folder, sample } from '../support/vitrine.mjs';

/** A picture of noise, 900 by 600, with the place where it was taken in its metadata. */
function picture() {
  const png = new PNG({ width: 900, height: 600 });
  for (let i = 0; i < png.data.length; i++) png.data[i] = i % 4 === 3 ? 255 : (i * 2654435761) >>> 24;
  const bytes = PNG.sync.write(png);
  const text = Buffer.from('tEXtComment\0taken at the secret lake');
  const chunk = Buffer.alloc(text.length + 8);
  chunk.writeUInt32BE(text.length - 4, 0);
  text.copy(chunk, 4);
  chunk.writeUInt32BE(zlib.crc32(text), text.length + 4);
  return Buffer.concat([bytes.subarray(0, 33), chunk, bytes.subarray(33)]);
}

test('a photo is made small, and tells nothing but what it shows', async (t) => {
  const place = await studio(t);
  const slug = imported(place, cv, 'jana');
  const { page, faults } = await signedIn(place, { at: `/cv/${slug}` });
  const file = path.join(folder(t), 'photo.png');
  fs.writeFileSync(file, picture());
  assert.ok(fs.readFileSync(file).includes('secret lake'));
  await page.locator('studio-photo-value input[type=file]').setInputFiles(file);
  await preview(page).locator('.masthead img').waitFor();
  await publish(page);
  await said(page, 'Published');
  const { image } = stored(place, slug).basics;
  const bytes = Buffer.from(image.replace(/^data:image\/jpeg;base64,/, ''), 'base64');
  assert.deepEqual([...bytes.subarray(0, 2)], [0xff, 0xd8], 'a JPEG');
  assert.ok(!bytes.includes('secret lake') && !bytes.includes('Exif'));
  assert.ok(image.length <= 100 * 1024, `${image.length} characters`);
  assert.deepEqual(Object.keys(stored(place, slug).basics).slice(0, 4), ['name', 'label', 'label@de', 'image']);
  fs.writeFileSync(file, 'no picture');
  await page.getByRole('button', { name: 'Remove' }).first().click();
  await page.locator('studio-photo-value input[type=file]').setInputFiles(file);
  await said(page, /no picture/);
  assert.deepEqual(faults, []);
});

/** Drags one entry below another like a person: drops it once the list has made room, however slow the machine. */
async function dragBelow(page, name, other) {
  await preview(page).locator('.entry').first().waitFor(); // the page has finished moving
  const handle = page.getByRole('button', { name });
  await handle.hover();
  await page.mouse.down();
  const from = await handle.boundingBox();
  await page.mouse.move(from.x + 10, from.y + 30, { steps: 4 });
  await page.locator('.cdk-drag-preview').waitFor();
  const target = page.locator('.sortable > *').filter({ has: page.getByRole('button', { name: other }) });
  const hasMadeRoom = () => target.evaluate((element) => /translate3d\(0(px)?, -/.test(element.style.transform));
  for (let tries = 0; tries < 40 && !(await hasMadeRoom()); ++tries) {
    const to = await target.boundingBox();
    await page.mouse.move(from.x + 10, to.y + to.height - (tries % 2), { steps: 4 });
    await page.waitForTimeout(100);
  }
  assert.ok(await hasMadeRoom(), `${other} stays where it is`);
  await page.mouse.up();
}

test('entries are dragged, and a job gets several roles', async (t) => {
  const place = await studio(t);
  const slug = imported(place, cv, 'jana');
  const { page } = await signedIn(place, { at: `/cv/${slug}/edit/work` });
  await page.locator('.sortable').waitFor();
  await dragBelow(page, 'Move Stahlwerk Nord', 'Move Pontonbau');
  await preview(page).locator('.entry').first().getByText('Pontonbau').waitFor();
  await page.getByRole('button', { name: /^Stahlwerk Nord Engineer/ }).click();
  await page.getByRole('checkbox', { name: 'Statics' }).check();
  await page.getByRole('button', { name: 'Several roles at this employer' }).click();
  await page.getByRole('button', { name: 'Add Roles at this employer' }).click();
  await page.locator('[data-path="/work/1/roles@/0/position"] input').fill('Head engineer');
  await page.getByRole('textbox', { name: 'Start: Year' }).last().fill('2023');
  await preview(page).getByText('Head engineer').waitFor();
  await publish(page);
  await said(page, 'Published');
  const job = stored(place, slug).work[1];
  assert.deepEqual(
    job['roles@'].map((role) => [role.position, role.startDate]),
    [
      ['Head engineer', '2023'],
      ['Engineer', '2020-02'],
    ],
  );
  assert.deepEqual(job['skills@'], ['Statics']);
  assert.equal(job.position, 'Engineer');
});

test('a JSON Resume is dropped onto the list and comes in whole; what is no document is told', async (t) => {
  const place = await studio(t);
  const { page } = await signedIn(place);
  await page.getByRole('button', { name: /^Blank/ }).waitFor();
  const drop = async (name, text) => {
    const data = await page.evaluateHandle(
      ([name, text]) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([text], name, { type: 'application/json' }));
        return transfer;
      },
      [name, text],
    );
    await page.dispatchEvent('studio-cvs', 'drop', { dataTransfer: data });
  };
  await drop('broken.json', '{"basics": ');
  await page.getByRole('dialog').getByRole('alert').waitFor();
  await page.keyboard.press('Escape');
  const whole = JSON.parse(fs.readFileSync(sample('rich.json'), 'utf8'));
  await drop('mine.json', JSON.stringify(whole));
  await page.getByText('Everything was carried over.').waitFor();
  await page.getByRole('button', { name: 'Make it a CV' }).click();
  await page.waitForURL('**/edit/basics');
  assert.equal(JSON.stringify(stored(place, new URL(page.url()).pathname.split('/')[3])), JSON.stringify(whole));
});

test('the sample, the design, and advice that leads to its field', async (t) => {
  const place = await studio(t);
  const { page, faults } = await signedIn(place);
  await page.getByRole('button', { name: /^From a sample/ }).click();
  await page.waitForURL('**/edit/basics');
  await page.getByRole('link', { name: 'Design' }).click();
  await page.getByRole('radio', { name: 'Classic' }).check();
  await preview(page).locator('body.theme-classic').waitFor();
  await page.getByLabel('Accent colour').fill('#aa3300');
  await page.getByLabel('Dates').selectOption('Months only');
  await page.getByRole('button', { name: 'Move Work' }).focus();
  await page.keyboard.press('ArrowDown');
  await page.waitForFunction(
    () =>
      document.querySelector('studio-preview iframe').contentDocument.querySelector('.section h2')?.id === 'projects',
  );
  await page.getByRole('link', { name: /^Advice/ }).click();
  await page.getByRole('button', { name: /Person › E-mail.*collect such addresses/ }).click();
  await page.locator('[data-path="/basics/email"] input').and(page.locator(':focus')).waitFor();
  await publish(page);
  await said(page, 'Published');
  const { theme, sections, dates } = stored(place, new URL(page.url()).pathname.split('/')[3]).meta.vitrine;
  assert.deepEqual(
    [theme.name, theme.accent, dates, sections.slice(0, 2)],
    ['classic', '#aa3300', 'months', ['projects', 'work']],
  );
  assert.deepEqual(faults, []);
});

test('links are checked when asked for, and a dead one leads to its field', async (t) => {
  const place = await studio(t, ['--link-check-allow', '127.0.0.0/8']);
  const elsewhere = await listen(t, (request, response) => send(response, request.url === '/gone' ? 404 : 200, {}));
  const slug = imported(
    place,
    {
      ...cv,
      basics: { ...cv.basics, url: `${elsewhere.url}/here`, summary: `[Bridges](${elsewhere.url}/gone) that stay.` },
    },
    'linked',
  );
  const { page, faults } = await signedIn(place, { at: `/cv/${slug}/edit/advice` });
  await page.getByRole('button', { name: 'Check links' }).click();
  await page
    .getByRole('status')
    .getByText(/2 links checked/)
    .waitFor();
  const dead = page.getByRole('button', { name: /Person › Summary.*leads nowhere any more: its server says 404/ });
  await dead.waitFor();
  await page.reload();
  await dead.click();
  await page.locator('[data-path="/basics/summary"]').locator(':focus').waitFor();
  assert.deepEqual(faults, []);
});

// Debian's Chromium through Playwright, and axe.

import fs from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';

import { root } from './vitrine.mjs';

const axeSource = fs.readFileSync(path.join(root, 'tests/node_modules/axe-core/axe.min.js'), 'utf8');

/** Ends with the test; `more` are additional arguments for Chromium. */
export async function launch(t, more = []) {
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    env: { ...process.env, FONTCONFIG_FILE: path.join(root, 'tests/support/fonts.conf') },
    args: [
      '--no-sandbox',
      '--font-render-hinting=none',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...more,
    ],
  });
  t.after(() => browser.close());
  return browser;
}

/** Opens a page; returns it with its problems: console errors, and requests to other origins. */
export async function open(browser, url, options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const faults = [];
  page.on('console', (message) => message.type() === 'error' && faults.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => faults.push(`error: ${error}`));
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol !== 'data:' && origin !== new URL(url).origin) faults.push(`request to ${request.url()}`);
  });
  const answer = await page.goto(url);
  return { page, faults, answer, close: () => context.close() };
}

/** Every violation that axe finds, one line each. The page's context must have been made with bypassCSP. */
export async function axe(page) {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  return violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${node.html}: ${node.failureSummary}`),
  );
}

// The infrastructure diagram matches the code, and is accessible.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { draw, files, readGraph } from '../../scripts/infrastructure_diagram.mjs';
import { places } from '../../scripts/infrastructure_diagram_sheet.mjs';
import { loadModules, readFiles } from './lib/modules.mjs';

const modules = await loadModules();
const graph = readGraph(modules);
const drawings = Object.entries(files).map(([language, file]) => [language, readFileSync(file, 'utf8')]);

// The graph after a change of the code.
const graphWith = async (file, from, to) =>
  readGraph(await loadModules(new Map(readFiles()).set(file, readFiles().get(file).replace(from, to))));

// Contrast of two colours by WCAG 2.2.
function contrast(one, other) {
  const luminance = (hex) => {
    const [r, g, b] = [1, 3, 5]
      .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
      .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

for (const [language, svg] of drawings) {
  test(`${language}: is what the code is`, () => {
    assert.equal(svg, draw(graph, language), 'run: node scripts/infrastructure_diagram.mjs');
  });

  test(`${language}: well-formed, with a role, a title and a description`, () => {
    execFileSync(
      'python3',
      ['-c', 'import sys, xml.etree.ElementTree as tree; tree.fromstring(sys.stdin.buffer.read())'],
      { input: svg },
    );
    assert.match(svg, /<svg [^>]*role="img" aria-labelledby="title desc"/);
    assert.match(svg, /<title id="title">.{5,}<\/title>/);
    assert.match(svg, /<desc id="desc">.{300,}<\/desc>/);
    assert.doesNotMatch(svg, /undefined|NaN|\[object/);
    assert.doesNotMatch(svg, /<script|href=|url\((?!#)/);
  });

  test(`${language}: each service has its sentence on /about, and no other has one`, () => {
    const text = readFileSync(files[language].replace(/infrastructure\.(\w+)\.svg$/, 'about.$1.md'), 'utf8');
    const [, list] = /\{diagram\}\n\n(.*?)\n\n## /s.exec(text);
    const told = [...list.matchAll(/^- \*\*(.+?)\*\* \S/gm)].map(([, name]) => name);
    const drawn = Object.values(graph.boxes)
      .flat()
      .map((line) => line.replace('?', ''));
    assert.deepEqual(told.sort(), [...new Set(drawn)].sort());
  });

  test(`${language}: text stays in its box`, () => {
    const boxes = Object.values(places).filter(({ width }) => width);
    for (const [, x, y, text] of svg.matchAll(/<text[^>]* x="(\d+)" y="(\d+)">([^<]*)</g)) {
      const box =
        boxes
          .filter((one) => one.kind !== 'frame')
          .find((one) => x > one.x && x < one.x + one.width && y > one.y - 5 && y < one.y + one.height + 20) ??
        places.network;
      if (y > 540) continue; // the legend
      assert.ok(Number(x) + text.length * 7 <= box.x + box.width, `${text}: too long`);
      assert.ok(Number(y) + 4 <= box.y + box.height, `${text}: too low`);
    }
  });
}

test('text and lines have contrast in light and in dark', () => {
  const schemes = [...drawings[0][1].matchAll(/svg \{( --[^}]+)\}/g)].map(([, colours]) =>
    Object.fromEntries([...colours.matchAll(/--(\w+): (#\w{6})/g)].map(([, name, hex]) => [name, hex])),
  );
  assert.equal(schemes.length, 2);
  for (const colours of schemes) {
    for (const text of ['ink', 'soft'])
      for (const ground of ['paper', 'box'])
        assert.ok(contrast(colours[text], colours[ground]) >= 4.5, `${text} on ${ground}`);
    for (const line of ['line', 'request', 'deployment']) assert.ok(contrast(colours[line], colours.paper) >= 3, line);
  }
});

test('follows the code: what goes there goes here, what comes must be drawn', async () => {
  const without = await graphWith('modules/load_balancer/firewall.tf', /resource "aws_wafv2[\s\S]*/, '');
  assert.ok(graph.boxes.load_balancer.includes('WAF?') && !without.boxes.load_balancer.includes('WAF?'));
  assert.match(draw(await graphWith('modules/vitrine/main.tf', '"/readyz"', '"/other"'), 'en'), /back end: \/other/);
  const wiring = 'modules/vitrine/main.tf';
  await assert.rejects(
    graphWith(wiring, 'module.table.name\n', '"a table"\n').then(() =>
      graphWith(wiring, /module\.table\./g, 'module.auth.'),
    ),
    /arrow from service to table/,
  );
  await assert.rejects(
    graphWith(
      wiring,
      'module.encryption.key_arn\n  protect = var.protect\n}\n\nmodule "registry"',
      'module.auth.client_id\n  protect = var.protect\n}\n\nmodule "registry"',
    ),
    /table refers to auth, and no arrow/,
  );
  await assert.rejects(
    graphWith(
      'modules/table/main.tf',
      'resource "aws_dynamodb_table"',
      'resource "aws_kinesis_stream" "x" {}\n\nresource "aws_dynamodb_table"',
    ),
    /aws_kinesis_stream: tell/,
  );
});

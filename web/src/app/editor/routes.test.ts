import { Component, inject } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { ActivatedRoute, provideRouter, RouterOutlet, type Route } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';

import { paneOf } from './pane';
import { routes } from './routes';

@Component({ imports: [RouterOutlet], template: '<router-outlet />' })
class Frame {
  readonly route = inject(ActivatedRoute);
}

@Component({ template: '' })
class Empty {}

const panes = routes[0]?.children ?? [];

/** The editor's routes with empty components, so that no pane sends requests. */
const emptied: Route[] = panes.map(({ path, pathMatch, redirectTo, data }) =>
  redirectTo === undefined ? { path, data, component: Empty } : ({ path, pathMatch, redirectTo } as Route),
);

test.each([
  ['/cv/jana', { isForm: true, hasPreview: true, hasTexts: true }],
  ['/cv/jana/edit/work?from=mail#top', { isForm: true, hasPreview: true, hasTexts: true }],
  ['/cv/json/edit/basics', { isForm: true, hasPreview: true, hasTexts: true }],
  ['/cv/jana/edit/design', { isForm: true, hasPreview: true, hasTexts: true }],
  ['/cv/jana/edit/readers', { isForm: true, hasPreview: true, hasTexts: true }],
  ['/cv/jana/edit/advice', { isForm: true, hasPreview: true, hasTexts: false }],
  ['/cv/jana/json', { isForm: false, hasPreview: true, hasTexts: false }],
  ['/cv/jana/versions', { isForm: false, hasPreview: false, hasTexts: false }],
  ['/cv/edit/share', { isForm: false, hasPreview: false, hasTexts: false }],
])('the address %s opens its pane', async (address, pane) => {
  TestBed.configureTestingModule({
    providers: [provideRouter([{ path: 'cv/:slug', children: [{ path: '', component: Frame, children: emptied }] }])],
  });
  const frame = await (await RouterTestingHarness.create()).navigateByUrl(address, Frame);
  expect(paneOf(frame.route.snapshot.firstChild)).toEqual(pane);
});

test('every pane says how it is framed', () => {
  const silent = panes.filter((route) => route.redirectTo === undefined && !route.data?.['pane']);
  expect(silent.map((route) => route.path)).toEqual([]);
});

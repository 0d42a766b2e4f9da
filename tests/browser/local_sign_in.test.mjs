// The first steps in a new topology with accounts: sign in with the printed password, edit in the Studio, open the page
// as a reader, sign out.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { launch, open } from '../support/browser.mjs';
import { Local, cannotRun } from '../support/local.mjs';
import { built, cv, publish, said } from '../support/studio.mjs';
import { soon } from '../support/vitrine.mjs';

for (const auth of ['oidc', 'alb']) {
  test(
    `from the printed address to a page that readers see (${auth})`,
    { skip: cannotRun(), timeout: 120_000 },
    async (t) => {
      const local = await Local.start(t, {
        cvs: { jana: JSON.stringify(cv) },
        options: ['--web', built, '--auth', auth],
      });
      const browser = await launch(t);
      const { page } = await open(browser, `${local.url}/sign-in`, {
        viewport: { width: 1500, height: 900 },
        locale: 'en-GB',
      });
      page.setDefaultTimeout(15_000);
      await page.getByLabel('Username').fill('owner');
      await page.getByLabel('Password').fill(local.printedPassword('owner'));
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.waitForURL((url) => url.origin === local.url);
      await page.goto(`${local.url}/studio/cv/jana`);
      await page.getByLabel('Headline', { exact: true }).fill('Builder of bridges');
      await publish(page);
      await said(page, 'Published');
      await soon(
        async () => (await (await fetch(`${local.url}/cv/jana`)).text()).includes('Builder of bridges'),
        15_000,
      );

      await page.getByRole('button', { name: 'Menu' }).click();
      await page.getByRole('menuitem', { name: 'Sign out' }).click();
      await page.waitForURL((url) => !url.pathname.startsWith('/studio/cv'));
      await page.waitForLoadState();
      const confirm = page.getByRole('button', { name: 'Sign out' });
      if (await confirm.isVisible()) await confirm.click(); // the certified provider shows a consent form
      await page.goto(`${local.url}/studio/`);
      if (auth === 'oidc') await page.waitForURL('**/studio/signed-out');
      else await page.getByLabel('Username').waitFor(); // the load balancer redirects to the login
      const reader = await open(browser, `${local.url}/cv/jana`);
      assert.equal(reader.page.url(), `${local.url}/cv/jana`, 'readers are sent nowhere');
      await reader.page.getByText('Builder of bridges').first().waitFor();
    },
  );
}

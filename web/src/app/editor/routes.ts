import type { Routes } from '@angular/router';

import { Editor } from './editor';
import { paneData } from './pane';
import { SectionForm } from './sections/section-form';

const form = paneData({ isForm: true, hasPreview: true, hasTexts: true });

export const routes: Routes = [
  {
    path: '',
    component: Editor,
    children: [
      { path: '', pathMatch: 'full', redirectTo: 'edit/basics' },
      { path: 'edit/design', data: form, loadComponent: () => import('./settings/design').then((file) => file.Design) },
      {
        path: 'edit/readers',
        data: form,
        loadComponent: () => import('./settings/readers').then((file) => file.Readers),
      },
      {
        path: 'edit/advice',
        data: paneData({ isForm: true, hasPreview: true }),
        loadComponent: () => import('./advice/advice-list').then((file) => file.AdviceList),
      },
      { path: 'edit/:section', data: form, component: SectionForm },
      {
        path: 'json',
        data: paneData({ hasPreview: true }),
        loadComponent: () => import('./json/json-view').then((file) => file.JsonView),
      },
      {
        path: 'versions',
        data: paneData(),
        loadComponent: () => import('../versions/versions').then((file) => file.Versions),
      },
      {
        path: 'proposals',
        data: paneData(),
        loadComponent: () => import('../proposals/proposals').then((file) => file.Proposals),
      },
      { path: 'share', data: paneData(), loadComponent: () => import('../share/share').then((file) => file.Share) },
    ],
  },
];

import type { Routes } from '@angular/router';

import { Editor } from './editor';
import { SectionForm } from './sections/section-form';

export const routes: Routes = [
  {
    path: '',
    component: Editor,
    children: [
      { path: '', pathMatch: 'full', redirectTo: 'edit/basics' },
      { path: 'edit/design', loadComponent: () => import('./settings/design').then((file) => file.Design) },
      { path: 'edit/readers', loadComponent: () => import('./settings/readers').then((file) => file.Readers) },
      { path: 'edit/advice', loadComponent: () => import('./advice/advice-list').then((file) => file.AdviceList) },
      { path: 'edit/:section', component: SectionForm },
      { path: 'json', loadComponent: () => import('./json/json-view').then((file) => file.JsonView) },
      { path: 'versions', loadComponent: () => import('../versions/versions').then((file) => file.Versions) },
      { path: 'share', loadComponent: () => import('../share/share').then((file) => file.Share) },
    ],
  },
];

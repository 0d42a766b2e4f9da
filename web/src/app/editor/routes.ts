import type { Routes } from '@angular/router';

import { Editor } from './editor';
import { SectionForm } from './section-form';

export const routes: Routes = [
  {
    path: '',
    component: Editor,
    children: [
      { path: '', pathMatch: 'full', redirectTo: 'edit/basics' },
      { path: 'edit/design', loadComponent: () => import('./design').then((file) => file.Design) },
      { path: 'edit/readers', loadComponent: () => import('./readers').then((file) => file.Readers) },
      { path: 'edit/advice', loadComponent: () => import('./advice-list').then((file) => file.AdviceList) },
      { path: 'edit/:section', component: SectionForm },
      { path: 'json', loadComponent: () => import('./json-view').then((file) => file.JsonView) },
      { path: 'versions', loadComponent: () => import('../versions/versions').then((file) => file.Versions) },
      { path: 'share', loadComponent: () => import('../share/share').then((file) => file.Share) },
    ],
  },
];

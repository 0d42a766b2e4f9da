import type { Routes } from '@angular/router';

import { signedInGuard } from './session/session';

export const routes: Routes = [
  {
    path: '',
    pathMatch: 'full',
    title: 'app.cvs',
    canActivate: [signedInGuard],
    loadComponent: () => import('./cvs/cvs').then((file) => file.Cvs),
  },
  {
    path: 'signed-out',
    title: 'signedOut.action',
    loadComponent: () => import('./session/signed-out').then((file) => file.SignedOut),
  },
  {
    path: 'cv/:slug',
    canActivate: [signedInGuard],
    loadChildren: () => import('./editor/routes').then((file) => file.routes),
  },
  {
    path: 'site',
    title: 'app.site',
    canActivate: [signedInGuard],
    loadComponent: () => import('./site/site').then((file) => file.Site),
  },
  {
    path: 'account',
    title: 'app.account',
    canActivate: [signedInGuard],
    loadComponent: () => import('./site/account').then((file) => file.Account),
  },
  { path: '**', loadComponent: () => import('./ui/not-found').then((file) => file.NotFound) },
];

import { ChangeDetectionStrategy, Component } from '@angular/core';

@Component({ selector: 'studio-site', changeDetection: ChangeDetectionStrategy.OnPush, template: '' })
export class Site {}

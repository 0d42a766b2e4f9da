import { ChangeDetectionStrategy, Component } from '@angular/core';

@Component({ selector: 'studio-account', changeDetection: ChangeDetectionStrategy.OnPush, template: '' })
export class Account {}

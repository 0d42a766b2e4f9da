import { ChangeDetectionStrategy, Component } from '@angular/core';

@Component({ selector: 'studio-share', changeDetection: ChangeDetectionStrategy.OnPush, template: '' })
export class Share {}

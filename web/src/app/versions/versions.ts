import { ChangeDetectionStrategy, Component } from '@angular/core';

@Component({ selector: 'studio-versions', changeDetection: ChangeDetectionStrategy.OnPush, template: '' })
export class Versions {}

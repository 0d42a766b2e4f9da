import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';

import {
  basics,
  basicsOrder,
  entryType,
  isSection,
  locationFields,
  profile,
  sectionNames,
  titleOf,
} from '../../document/sections';
import { I18n } from '../../i18n/i18n';
import { NextTask } from '../../ui/next-task';
import { FieldEditor } from '../fields/field-editor';
import { RestrictionMenu } from '../fields/restriction-menu';
import { Entries } from './entries';

/** The form of one section. */
@Component({
  selector: 'studio-section-form',
  imports: [Entries, FieldEditor, NextTask, RestrictionMenu],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (name(); as name) {
      <studio-entries [path]="[name]" [type]="type()" [name]="t(titleOf(name))" [outerOrder]="top"
        ><h2>{{ t(titleOf(name)) }}</h2>
        <studio-restriction-menu kind="for" [path]="[name + '@for']" [what]="t(titleOf(name))"
      /></studio-entries>
    } @else {
      <div class="stack">
        <h2>{{ t('section.basics') }}</h2>
        <div class="fields">
          @for (field of basics; track field.key) {
            <studio-field
              [path]="['basics']"
              [field]="field"
              [order]="basicsOrder"
              [class.wide]="field.isWide || field.kind === 'image'" />
          }
        </div>
        <ng-container *studioNextTask>
          <div class="row">
            <h3>{{ t('section.location') }}</h3>
            <studio-restriction-menu kind="for" [path]="['basics', 'location@for']" [what]="t('section.location')" />
          </div>
          <div class="fields">
            @for (field of locationFields; track field.key) {
              <studio-field
                [path]="['basics', 'location']"
                [field]="field"
                [order]="locationOrder"
                [class.wide]="field.isWide" />
            }
          </div>
          <studio-entries
            [path]="['basics', 'profiles']"
            [type]="profile"
            [name]="t('section.profiles')"
            [outerOrder]="basicsOrder"
            ><h3>{{ t('section.profiles') }}</h3>
            <studio-restriction-menu kind="for" [path]="['basics', 'profiles@for']" [what]="t('section.profiles')"
          /></studio-entries>
        </ng-container>
      </div>
    }
  `,
})
export class SectionForm {
  readonly section = input.required<string>();
  protected readonly t = inject(I18n).t;
  protected readonly name = computed(
    () => (isSection(this.section()) ? this.section() : undefined) as ReturnType<typeof sectionNames.at>,
  );
  protected readonly type = computed(() => entryType(this.name() ?? 'work'));
  protected readonly titleOf = titleOf;
  protected readonly basics = basics;
  protected readonly basicsOrder = basicsOrder;
  protected readonly locationFields = locationFields;
  protected readonly locationOrder = locationFields.map((field) => field.key);
  protected readonly profile = profile;
  protected readonly top = [
    '$schema',
    'basics',
    'work',
    'volunteer',
    'education',
    'awards',
    'certificates',
    'publications',
    'skills',
    'languages',
    'interests',
    'references',
    'projects',
    'meta',
  ];
}

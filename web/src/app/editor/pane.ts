import type { ActivatedRouteSnapshot, Data } from '@angular/router';

/** How the editor frames one of its panes. Each route of the editor says it in its data. */
export interface Pane {
  /** Whether the list of sections stands beside it. */
  readonly isForm: boolean;
  /** Whether the preview stands beside it. */
  readonly hasPreview: boolean;
  /** Whether it holds texts that have translations. */
  readonly hasTexts: boolean;
}

const kDefault: Pane = { isForm: false, hasPreview: false, hasTexts: false };

/** The data of a pane's route; what is not given is false. */
export const paneData = (pane: Partial<Pane> = {}): Data => ({ pane: { ...kDefault, ...pane } });

export const paneOf = (route: ActivatedRouteSnapshot | null): Pane =>
  (route?.data['pane'] as Pane | undefined) ?? kDefault;

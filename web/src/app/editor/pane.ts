import type { ActivatedRouteSnapshot, Data } from '@angular/router';

/** How the editor frames one of its panes; part of the data of the pane's route. */
export interface Pane {
  /** Whether the list of sections is shown beside it. */
  readonly isForm: boolean;
  /** Whether the preview is shown beside it. */
  readonly hasPreview: boolean;
  /** Whether it holds texts that have translations. */
  readonly hasTexts: boolean;
}

const kDefault: Pane = { isForm: false, hasPreview: false, hasTexts: false };

/** The data for a pane's route; flags that are not given are false. */
export const paneData = (pane: Partial<Pane> = {}): Data => ({ pane: { ...kDefault, ...pane } });

export const paneOf = (route: ActivatedRouteSnapshot | null): Pane =>
  (route?.data['pane'] as Pane | undefined) ?? kDefault;

/** One line of a menu: an action, an address, a choice that is on or off, or a submenu. */
export interface MenuItem {
  readonly text: string;
  readonly run?: () => void;
  /** A view of the Studio. */
  readonly route?: string;
  /** An address that opens in a new window. */
  readonly href?: string;
  /** One of several choices (`radio`), or an independent one (`checkbox`), which leaves the menu open. */
  readonly choice?: 'radio' | 'checkbox';
  readonly isChosen?: boolean;
  readonly isDisabled?: boolean;
  readonly isDanger?: boolean;
  /** Shown only in windows as narrow as a phone. */
  readonly isForPhone?: boolean;
  /** Whether a line separates it from the item above. */
  readonly beginsGroup?: boolean;
  /** The language of the text, if it differs from the Studio's. */
  readonly lang?: string;
  readonly items?: MenuItems;
}

/** Makes the items when the menu opens: there are many menus, and few are opened. */
export type MenuItems = () => readonly MenuItem[];

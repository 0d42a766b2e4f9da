// Every text that the Studio shows, in every language that it speaks.

import { documentStrings } from './strings/document';
import { editorStrings } from './strings/editor';
import { generalStrings } from './strings/general';
import { sharingStrings } from './strings/sharing';

export type UiLanguage = 'en' | 'de';
export type Text = Readonly<Record<UiLanguage, string>>;

export const strings = { ...generalStrings, ...documentStrings, ...editorStrings, ...sharingStrings };
export type StringKey = keyof typeof strings;

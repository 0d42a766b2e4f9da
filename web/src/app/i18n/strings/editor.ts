export const editorStrings = {} as const;

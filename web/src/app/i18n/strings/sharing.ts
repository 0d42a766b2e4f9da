export const sharingStrings = {} as const;

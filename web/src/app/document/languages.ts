/** Languages whose section titles are known, in the order in which menus offer them. */
export const languagesOffered = 'en de fr es it pt nl pl tr ru uk el ar fa he hi th zh ja ko'.split(' ');

/** Languages with translated section titles, in menu order. */
export const languagesOffered = 'en de fr es it pt nl pl tr ru uk el ar fa he hi th zh ja ko'.split(' ');

// French sentences of the area « undo ». The source of the keys.

export const undo = {};

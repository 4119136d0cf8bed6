// French sentences of the area « operations ». The source of the keys.

export const operations = {};

// Pyodide looks for a module worker as it loads, and a page opened as a file may start none: what tells a classic one
// is put out of sight before. All that Pyodide needs works in this one as well.

Object.defineProperty(self, "importScripts", { value: undefined });

export {};

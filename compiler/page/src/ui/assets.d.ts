// What the bundler makes of files that are no TypeScript.

declare module "*.css";
declare module "*.txt" {
  const text: string;
  export default text;
}
declare module "*.html" {
  const text: string;
  export default text;
}

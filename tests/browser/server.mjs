// Serves a built site under a base path, as a strict host would: with the content security policy that the default
// theme promises to run under. Violations that browsers report are in `violations`.
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";
import { createGzip } from "node:zlib";

export const POLICY = [
  "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' https: data:", "font-src 'self'",
  "connect-src 'self'", "media-src 'self' https:", "frame-src https:", "base-uri 'none'", "form-action 'none'",
].join("; ");

const REPORTS = "/.violations";
const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".gif": "image/gif",
  ".html": "text/html; charset=utf-8",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".md": "text/markdown; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".xml": "application/xml; charset=utf-8",
};

/**
 * Serves `folder` under `base` (begins and ends with `/`) on a free port of this machine; without a policy if it is null, with
 * text compressed if asked.
 * @returns {Promise<{ origin: string, url: (path?: string) => string, violations: string[], close: () => Promise<void> }>}
 */
export async function serve(folder, { base = "/", policy = POLICY, compress = false } = {}) {
  const violations = [];
  const root = path.resolve(folder);
  const isFile = async (file) => { try { return (await stat(file)).isFile(); } catch { return false; } };

  async function answer(request, response) {
    const { pathname } = new URL(request.url, "http://localhost");
    if (pathname === REPORTS) {
      const body = [];
      for await (const part of request) body.push(part);
      violations.push(Buffer.concat(body).toString());
      response.writeHead(204).end();
      return;
    }
    const headers = { "x-content-type-options": "nosniff" };
    if (policy) headers["content-security-policy"] = `${policy}; report-uri ${REPORTS}`;
    let status = 200;
    let file = null;
    if (pathname.startsWith(base)) {
      file = path.join(root, decodeURIComponent(pathname.slice(base.length)));
      if (file !== root && !file.startsWith(root + path.sep)) file = null;
      else if (pathname.endsWith("/")) file = path.join(file, "index.html");
    }
    if (!file || !(await isFile(file))) [status, file] = [404, path.join(root, "404.html")];
    headers["content-type"] = TYPES[path.extname(file)] || "application/octet-stream";
    const packs = compress && /text|json|xml/.test(headers["content-type"]);
    if (packs) headers["content-encoding"] = "gzip";
    response.writeHead(status, headers);
    const content = createReadStream(file);
    (packs ? content.pipe(createGzip()) : content).pipe(response);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error) => response.writeHead(400).end(String(error)));
  });
  await new Promise((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return {
    origin,
    url: (to = "") => origin + base + to,
    violations,
    close: () => new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); }),
  };
}

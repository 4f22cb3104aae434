import { createServer } from "node:http";

const { PORT = "80", COLOR = "unknown", PROJECT_ID = "not set", API_KEY_ID = "not set", API_KEY } = process.env;

/** Text from outside is shown as text, whatever it holds. */
const escape = (text) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>imageview ${escape(COLOR)}</title>
    <style>
      body { margin: 0; min-height: 100vh; display: grid; place-content: center; gap: 1rem; font: 1.2rem/1.5 system-ui; }
      body { color: #fff; background: ${COLOR === "green" ? "#1b7f4b" : "#1f5fbf"}; text-align: center; }
      h1 { font-size: 4rem; margin: 0; }
    </style>
  </head>
  <body>
    <h1>${escape(COLOR)}</h1>
    <p>project <b>${escape(PROJECT_ID)}</b></p>
    <p>API key <b>${escape(API_KEY_ID)}</b> (${API_KEY ? "its secret is here and is not shown" : "without its secret"})</p>
  </body>
</html>
`;

let stopping = false;

const server = createServer((request, response) => {
  const { pathname } = new URL(request.url ?? "/", "http://localhost");
  // A connection kept alive past the end would carry a request that nobody answers.
  if (stopping) response.setHeader("Connection", "close");
  response.setHeader("X-Color", COLOR);
  switch (pathname) {
    case "/":
      response.setHeader("Content-Type", "text/html; charset=utf-8").end(page);
      break;
    case "/healthz":
      response.setHeader("Content-Type", "text/plain").end(`${COLOR}\n`);
      break;
    default:
      response.writeHead(404, { "Content-Type": "text/plain" }).end("not found\n");
  }
});

server.listen(Number(PORT), () => console.log(`${COLOR} listens on ${PORT}`));

process.on("SIGTERM", () => {
  stopping = true;
  // Answers what is under way, then ends; new connections have stopped coming while the pod's preStop hook waited.
  server.close(() => process.exit(0));
  server.closeIdleConnections();
});

// A mail like ours, composed and sent by nodemailer over a pool of kept connections:
//   node nodemailer.mjs MAILS CONNECTIONS PORT
// with `npm install nodemailer` done where Node looks (NODE_PATH, or a folder above).
import { createRequire } from "node:module";

const require = createRequire(process.env.NODE_PATH ? `${process.env.NODE_PATH}/x.js` : import.meta.url);
const nodemailer = require("nodemailer");
const [mails, maxConnections, port] = process.argv.slice(2).map(Number);

const pool = nodemailer.createTransport({
  host: "127.0.0.1", port, secure: false, ignoreTLS: true,
  pool: true, maxConnections, maxMessages: Infinity,
});
const paragraph = "Bitte bestätigen Sie Ihre Anmeldung zum Internationalen Kooperationsforum. ";
const mail = (n) => {
  const link = `https://office.example/confirm/${String(n).padStart(43, "0")}`;
  const text = `Guten Tag Person ${n},\n\n${paragraph.repeat(8)}\n\n${link}\n`;
  const html = `<!doctype html><html lang="de"><body style="font:16px sans-serif">`
    + `<p>Guten Tag Person ${n},</p>${`<p>${paragraph}</p>`.repeat(8)}<p><a href="${link}">Anmeldung bestätigen</a></p></body></html>`;
  return {
    from: '"Office" <forum@office.example>', to: `"Person ${n}" <person.${n}@example.org>`,
    subject: "Bitte bestätigen: Internationales Kooperationsforum", text, html,
    headers: { "Auto-Submitted": "auto-generated" },
  };
};
await Promise.all(Array.from({ length: mails }, (_, n) => pool.sendMail(mail(n))));
pool.close();

// GREEN-API's own client against the emulator: node official-client.cjs URL ID TOKEN MAX_ID MAX_TOKEN RESULTS
// Everything but the host is the client's own. What each call came to is written to RESULTS, one JSON object.
const fs = require("node:fs");
const { GreenApiClient } = require("@green-api/whatsapp-api-client-js-v2");

const [url, id, token, maxId, maxToken, results] = process.argv.slice(2);
const came = {};

// The client knows one host, and a test has another; its HTTP client is told, before the first call.
function client(idInstance, apiTokenInstance, prefix = "") {
  const made = new GreenApiClient({ idInstance, apiTokenInstance });
  const base = made.client.defaults.baseURL;
  made.client.defaults.baseURL = base.replace("https://api.green-api.com", url + prefix);
  return made;
}

async function note(name, call) {
  try {
    came[name] = { value: (await call) ?? null };
  } catch (error) {
    came[name] = { error: String(error.message) };
  }
  return came[name].value;
}

const pause = (millis) => new Promise((done) => setTimeout(done, millis));

async function authorized(api) {
  for (let tries = 0; tries < 20; tries++) {
    await pause(1_050); // getStateInstance may be asked once a second
    if ((await api.getStateInstance()).stateInstance === "authorized") {
      return;
    }
  }
  throw new Error("it does not come back");
}

async function control(path, body) {
  await fetch(`${url}/_emulator/${path}`, { method: "POST", body: JSON.stringify(body) });
}

async function sends(api) {
  const text = { message: "I use Green-API to send this Status!", backgroundColor: "#228B22", font: "SERIF" };
  const sent = await note("sendTextStatus", api.sendTextStatus({ ...text, participants: ["79001234568@c.us"] }));
  await note("sendTyping", api.makeRequest("post", "sendTyping", { chatId: "79001234568@c.us", typingTime: 1000 }));
  const contact = { phoneContact: 79001234568, firstName: "Artem", company: "Green API" };
  await note("sendContact", api.sendContact({ chatId: "79001234568@c.us", contact }));
  const voice = { urlFile: "https://my.site.com/audio/status.mp3", fileName: "status.mp3" };
  await note("sendVoiceStatus", api.sendVoiceStatus({ ...voice, backgroundColor: "#54C774" }));
  await note("showMessagesQueue", api.showMessagesQueue());
  await note("getMessagesCount", api.makeRequest("get", "getMessagesCount"));
  await note("getOutgoingStatuses", api.getOutgoingStatuses({ minutes: 60 }));
  await note("getStatusStatistic", api.getStatusStatistic({ idMessage: sent.idMessage }));
  await note("deleteStatus", api.deleteStatus({ idMessage: sent.idMessage }));
  await note("deleteStatusAgain", api.deleteStatus({ idMessage: sent.idMessage }));
  await note("clearMessagesQueue", api.clearMessagesQueue());
}

async function errors(api) {
  await note("validation", api.sendContact({ chatId: "nobody", contact: { phoneContact: 79001234568, firstName: "A" } }));
  await note("noSuchMethod", api.makeRequest("post", "sendNothing", {}));
  await note("tooLarge", api.sendTextStatus({ message: "x", participants: Array(9_000).fill("79001234568@c.us") }));
  await note("wrongToken", client(id, "0".repeat(50)).getWaSettings());
  await note("wrongInstance", client("1", token).getWaSettings());
  for (let i = 0; i < 6; i++) {
    await note("burst" + i, api.makeRequest("post", "sendTyping", { chatId: "79001234568@c.us" }));
  }
  await control(`instances/${id}`, { plan: "developer" });
  for (let i = 0; i < 4; i++) {
    await note("quota" + i, api.sendContact({ chatId: `7900123456${i}@c.us`, contact: { phoneContact: 79001234568, firstName: "A" } }));
  }
}

async function main() {
  const api = client(id, token);
  await note("getStateInstance", api.getStateInstance());
  await note("getSettings", api.getSettings());
  await note("getWaSettings", api.getWaSettings());
  await note("getStatusInstance", api.makeRequest("get", "getStatusInstance"));
  await note("setSettings", api.setSettings({ delaySendMessagesMilliseconds: 1000, outgoingWebhook: "yes" }));
  await note("whileStarting", api.sendTextStatus({ message: "too soon" }));
  await authorized(api);
  await note("settingsAfter", api.getSettings());
  await sends(api);
  await errors(api);
  await note("reboot", api.reboot());
  const max = client(maxId, maxToken, "/v3");
  await note("maxTyping", max.makeRequest("post", "sendTyping", { chatId: "10000000", typingTime: 5000 }));
  await note("maxContact", max.sendContact({ chatId: "10000000", contact: { chatId: "20000001" } }));
  await control(`instances/${maxId}`, { contacts: [] });
  await note("maxStranger", max.sendContact({ chatId: "10000000", contact: { chatId: "20000001" } }));
  await note("maxAccount", max.makeRequest("get", "getAccountSettings"));
}

main().then(() => fs.writeFileSync(results, JSON.stringify(came)));

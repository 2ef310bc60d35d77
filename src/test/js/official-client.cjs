// GREEN-API's own clients against the emulator: node official-client.cjs URL ID TOKEN MAX_ID MAX_TOKEN RESULTS
// Everything but the host is the clients' own. What each call came to is written to RESULTS, one JSON object.
const fs = require("node:fs");
const { GreenApiClient } = require("@green-api/whatsapp-api-client-js-v2");
const integration = require("@green-api/greenapi-integration");

const [url, id, token, maxId, maxToken, results] = process.argv.slice(2);
const came = {};

// The client knows one host, and a test has another; its HTTP client is told, before the first call.
function client(idInstance, apiTokenInstance, prefix = "", Client = GreenApiClient) {
  const made = new Client({ idInstance, apiTokenInstance });
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

// Every other method. What a client has no function for is sent by its general one.
async function messages(api, name) {
  const chatId = "79001234568@c.us";
  const called = (method, body) =>
    note(name + method, api[method] ? api[method](body) : api.makeRequest("post", method, body));
  const sent = await called("sendMessage", { chatId, message: "Hello", linkPreview: false });
  const file = { url: "https://my.site.com/a.png", fileName: "a.png" };
  await called("sendFileByUrl", { chatId, file, caption: "A" });
  await called("sendLocation", { chatId, latitude: 51.5055, longitude: -0.0754, nameLocation: "Bridge" });
  await called("sendPoll", { chatId, message: "Which?", options: [{ optionName: "a" }, { optionName: "b" }] });
  await called("forwardMessages", { chatId, chatIdFrom: "79001234567@c.us", messages: [sent.idMessage] });
  const copy = { type: "copy", buttonId: "1", buttonText: "Copy", copyCode: "4711" };
  await called("sendInteractiveButtons", { chatId, body: "Code", buttons: [copy] });
  await called("sendInteractiveButtonsReply", { chatId, body: "Ready?", buttons: [{ buttonId: "1", buttonText: "Yes" }] });
  await called("sendMediaStatus", { urlFile: "https://my.site.com/a.mp4", fileName: "a.mp4" });
  await called("readChat", { chatId });
  await called("getMessage", { chatId, idMessage: sent.idMessage });
  await called("getChatHistory", { chatId, count: 10 });
  await called("lastIncomingMessages", 60);
  const edited = { chatId, idMessage: sent.idMessage, message: "Good day" };
  await note(name + "editMessage", api.makeRequest("post", "editMessage", edited));
  const deleted = { chatId, idMessage: sent.idMessage };
  await note(name + "deleteMessage", api.makeRequest("post", "deleteMessage", deleted));
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
  await messages(api, "v2.");
  await pause(1_050); // getChatHistory may be asked once a second
  await messages(client(id, token, "", integration.GreenApiClient), "integration.");
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

using Steward.Telegram.Simulator;

var app = TelegramApp.Build(args);
await app.RunAsync();

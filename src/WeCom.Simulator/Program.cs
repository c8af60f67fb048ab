using Steward.WeCom.Simulator;

var app = SimulatorApp.Build(args);
await app.RunAsync();

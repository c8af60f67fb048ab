using Steward.Gateway;

return await GatewayService.Definition.RunAsync(args);

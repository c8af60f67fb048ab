using Steward.Conversions;

return await ConversionsService.Definition.RunAsync(args);

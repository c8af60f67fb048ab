using Steward.Moderation;

return await ModerationService.Definition.RunAsync(args);

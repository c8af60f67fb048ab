return await Steward.Content.ContentService.Definition.RunAsync(args);

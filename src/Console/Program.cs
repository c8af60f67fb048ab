using Steward.Console;

return await ConsoleService.Definition.RunAsync(args);

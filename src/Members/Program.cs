using Steward.Members;

return await MembersService.Definition.RunAsync(args);

return await Steward.Channels.ChannelsService.Definition.RunAsync(args);

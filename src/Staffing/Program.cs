return await Steward.Staffing.StaffingService.Definition.RunAsync(args);

"""What departments send back, merged cell by cell into the control workbook: start at `three_way`.

    reading      a workbook that came back, whoever saved it, becomes a Copy        reading
    deciding     what the office decided on conflicts that stand there is applied   deciding
    merging      each cell by what was issued, what stands here, what came back     three_way, rows
    remembering  what each copy said, so that sending it again asks nothing again   memory
    applying     the result is typed into the workbook, which is computed anew      application

All but the last are pure: values in, values out. No order of arrival makes a difference, and nothing that either side wrote is
ever in neither the result nor the conflicts.
"""

"""The issues that the product can report whatever the register: those of files, sheets, cells, people and returns.

What a register alone can say stands in its own file. The docs' page of issues is generated from all of them.
"""

from __future__ import annotations

from softenv_xl import mail_catalogue
from softenv_xl.issue_kind import IssueKind, error, note, warning
from softenv_xl.words import Text

_RESAVE = (
    "请用 Excel 或 WPS 打开，另存为 .xlsx 后重发。",
    "Open it in Excel or WPS, save it as .xlsx and send it again.",
)

FILE_EMPTY = error("file.empty", "文件是空的。", "The file is empty.", *_RESAVE)
FILE_TRUNCATED = error("file.truncated", "文件不完整，后半部分丢失。", "The file is cut short.", *_RESAVE)
FILE_ENCRYPTED = error(
    "file.encrypted",
    "文件设有打开密码。",
    "The file is protected by a password.",
    "请去掉打开密码后重发。",
    "Remove the password for opening and send it again.",
)
FILE_NOT_A_WORKBOOK = error(
    "file.not-a-workbook", "这不是工作簿，而是{what}。", "This is not a workbook but {what}.", *_RESAVE
)
FILE_ARCHIVE = error(
    "file.archive",
    "这不是工作簿，而是{what}。",
    "This is not a workbook but {what}.",
    "请解压，把其中的自查表放入收件箱。",
    "Unpack it and put the returns that are in it into the inbox.",
)
FILE_OTHER_DOCUMENT = error(
    "file.other-document",
    "这不是工作簿，而是{what}。",
    "This is not a workbook but {what}.",
    "请发送填好的自查表工作簿本身。",
    "Send the return itself: the workbook, filled in.",
)
FILE_TOO_LARGE = error(
    "file.too-large",
    "文件过大：{what}，上限 {limit}。",
    "The file is too large: {what}; the limit is {limit}.",
    "请删去多余的工作表、图片和空行后重发。",
    "Remove extra sheets, pictures and empty rows and send it again.",
)
FILE_SUSPICIOUS = error(
    "file.suspicious",
    "文件结构异常，未予读取：{what}。",
    "The file is built in an unsafe way and was not read: {what}.",
    "请在原始发放的自查表中填写后重发。",
    "Fill in the return as it was sent to you and send it again.",
)
FILE_UNREADABLE = error("file.unreadable", "无法读取：{what}。", "The file cannot be read: {what}.", *_RESAVE)
FILE_TOO_SLOW = error(
    "file.too-slow",
    "读取超过 {seconds} 秒，已中止。",
    "Reading took more than {seconds} s and was stopped.",
    *_RESAVE,
)
FILE_MACROS = warning(
    "file.macros",
    "文件带有宏，宏已忽略。",
    "The file carries macros; they were ignored.",
    "请另存为不含宏的 .xlsx。",
    "Save it as .xlsx, without macros.",
)
FILE_EXTERNAL_LINK = warning(
    "file.external-link",
    "文件链接到其他文件，链接已忽略。",
    "The file links to other files; the links were ignored.",
    "请在“数据—编辑链接”中断开链接。",
    "Break the links under Data, Edit Links.",
)
FILE_EMBEDDED_OBJECT = warning(
    "file.embedded-object",
    "文件内嵌有其他文件，已忽略。",
    "The file has other files embedded in it; they were ignored.",
    "请删去内嵌对象，证明材料请另附。",
    "Remove the embedded objects; send evidence as separate files.",
)
FILE_NOT_A_RETURN = error(
    "file.not-a-return",
    "这个工作簿不是自查表。",
    "This workbook is not a return.",
    "请使用学校发放的自查表。",
    "Use the return that the school sent out.",
)
FILE_OLDER_FORM = error(
    "file.older-form",
    "这是旧版表格（{found}），现行版本为 {current}。",
    "This is an older version of the form ({found}); the current one is {current}.",
    "请把内容填入新发的自查表后重发。",
    "Copy the answers into the current return and send that.",
)
FILE_CHECK_FAILED = error(
    "file.check-failed",
    "检查此文件时程序出错，文件未被处理。",
    "The program failed while it checked this file; the file was not processed.",
    "请把 {log} 连同此文件发给维护人员；其他文件不受影响。",
    "Send {log} and this file to the maintainers; the other files are not affected.",
)
FILE_MORE_ISSUES = note(
    "file.more-issues",
    "此文件还有 {count} 个问题未列出（错误 {error}，警告 {warning}，提示 {note}）。",
    "The file has {count} more issues that are not listed (errors {error}, warnings {warning}, notes {note}).",
    "请先改正已列出的问题。",
    "Put right those that are listed first.",
)
FILE_OTHER_FORMAT = note(
    "file.other-format",
    "文件格式为 {format}，已照常读取。",
    "The file's format is {format}; it was read all the same.",
    "下次请存为 .xlsx。",
    "Save it as .xlsx next time.",
)

# Places that are no files.
PLACE_SPECIAL = warning(
    "place.special",
    "这里不是文件，而是{what}，没有打开。",
    "This is no file but {what}; it was not opened.",
    "请把它移出收件箱。",
    "Move it out of the inbox.",
)
PLACE_LINKED_FOLDER = warning(
    "place.linked-folder",
    "这是指向另一文件夹的链接，其中的文件没有收取。",
    "This is a link to another folder; the files in it were not taken in.",
    "请把文件复制到收件箱，或在命令中直接写明那个文件夹。",
    "Copy the files into the inbox, or name that folder in the command itself.",
)
PLACE_BROKEN_LINK = warning(
    "place.broken-link",
    "这个链接指向的文件不存在。",
    "This is a link to a file that isn't there.",
    "请放入文件本身。",
    "Put the file itself there.",
)
PLACE_UNREADABLE_FOLDER = warning(
    "place.unreadable-folder",
    "无法查看此文件夹（{reason}），其中的文件没有收取。",
    "The folder cannot be looked into ({reason}); the files in it were not taken in.",
    "请检查该文件夹的权限。",
    "Check the folder's permissions.",
)

# Sheets and tables.
SHEET_MISSING = error(
    "sheet.missing",
    "缺少工作表“{sheet}”。",
    "The sheet “{sheet}” is missing.",
    "请在学校发放的自查表中填写，不要删除工作表。",
    "Use the return as it was sent; don't delete sheets.",
)
SHEET_ANOTHER = warning(
    "sheet.another",
    "工作表“{sheet}”也有同样的表头并填有内容，未读取。",
    "The sheet “{sheet}” has the same headers and something filled in; it was not read.",
    "如有内容要上报，请写入原表。",
    "If it matters, move its contents to the form's own sheet.",
)
SHEET_READ_TOO = note(
    "sheet.read-too",
    "工作表“{sheet}”也列有问题，已一并读取，序号接续。",
    "The sheet “{sheet}” lists problems too; they were read and numbered on.",
    "无需处理。",
    "Nothing to do.",
)
SHEET_UNREADABLE = warning(
    "sheet.unreadable",
    "工作表未能读取，已略过：{what}。",
    "The sheet could not be read and was left out: {what}.",
    "如其中有要上报的内容，请用 Excel 或 WPS 打开，另存为 .xlsx 后重发。",
    "If it matters, open the file in Excel or WPS, save it as .xlsx and send it again.",
)
TABLE_NOT_FOUND = error(
    "table.not-found",
    "工作表中找不到“{table}”的表头。",
    "The header row of “{table}” was not found on the sheet.",
    "请恢复表头，中文或英文均可。",
    "Put the headers back, in Chinese or in English.",
)
COLUMN_MISSING = error(
    "column.missing",
    "缺少“{column}”列。",
    "The column “{column}” is missing.",
    "请恢复该列的表头。",
    "Put the column's header back.",
)
COLUMN_MOVED = note(
    "column.moved",
    "“{column}”列不在原来的位置，已按表头读取。",
    "The column “{column}” is not where it was; it was found by its header.",
    "无需处理。",
    "Nothing to do.",
)
COLUMN_UNKNOWN = note(
    "column.unknown",
    "多出一列“{column}”，未读取。",
    "There is an extra column “{column}”; it was not read.",
    "如有内容要上报，请写入原有各列。",
    "If it matters, put its contents into the form's own columns.",
)
COLUMN_RENAMED = warning(
    "column.renamed",
    "表头“{found}”应为“{column}”，已按此读取。",
    "The header “{found}” should be “{column}”; it was read as that.",
    "请把表头改回。",
    "Put the header back.",
)
COLUMN_TWICE = error(
    "column.twice",
    "“{column}”列出现两次。",
    "The column “{column}” stands there twice.",
    "请删去多余的一列。",
    "Remove one of the two.",
)
TABLE_MERGED_CELLS = error(
    "table.merged-cells",
    "表内有合并单元格 {area}。",
    "There are merged cells in the table: {area}.",
    "请取消合并，每行每格分别填写。",
    "Unmerge them and fill in each cell by itself.",
)
TABLE_ROWS_BEYOND = warning(
    "table.rows-beyond",
    "表格下方还有内容，已一并读取。",
    "There are rows below the table's end; they were read all the same.",
    "请把它们移到表格之内。",
    "Move them into the table.",
)
TABLE_REMARK_STAYS = note(
    "table.remark-stays",
    "“{cell}”在表格旁边，但各行位置变动时不会随行移动。",
    "“{cell}”, beside the table, doesn't go along when the table's rows change their places.",
    "请写入表内的备注列，或紧靠表格右侧填写，中间不留空列，也不要合并单元格。",
    "Put it into the table's own column for remarks, or right beside the table: no blank column between, "
    "nothing merged.",
)
TABLE_ROW_LEFT_OUT = warning(
    "table.row-left-out",
    "表格下方的第 {row} 行未读入。",
    "Row {row}, below the table, was not read.",
    "如属于本表，请紧接表格最后一行填写；如只是说明，请与表格空开一行。",
    "If it belongs to the table, put it right under the table's last row, with more of its cells filled in; "
    "if it is a note, leave a blank row above it.",
)

# Cells.
CELL_ERROR = error(
    "cell.error",
    "单元格显示错误值 {found}。",
    "The cell shows the error {found}.",
    "请清除后重新填写。",
    "Clear the cell and fill it in again.",
    brief=Text("有错误值", "error value"),
)
CELL_FORMULA = error(
    "cell.formula",
    "此处应填写内容，不能用公式。",
    "There is a formula where a plain value is expected.",
    "请直接填写结果。",
    "Type the value itself.",
)
CELL_PICTURE = error(
    "cell.picture",
    "“{column}”中是图片，无法读取。",
    "“{column}” holds a picture, which cannot be read.",
    "请填写文字；图片只能放在选填的文字栏中，或另附文件。",
    "Type the words; pictures may only stand in a column of optional text, or in a separate file.",
    brief=Text("是图片", "a picture"),
)
CELL_PICTURE_KEPT = note(
    "cell.picture-kept",
    "“{column}”中是图片，已按“{read}”登记。",
    "“{column}” holds a picture; it was entered as “{read}”.",
    "无需处理；图片请在交来的文件中查看。",
    "Nothing to do; look at the picture in the file that was sent.",
)
CELL_MISSING = error(
    "cell.missing",
    "“{column}”未填写。",
    "“{column}” is empty.",
    "请填写。",
    "Fill it in.",
    brief=Text("未填", "missing"),
)
CELL_TOO_LONG = error(
    "cell.too-long",
    "“{column}”超过 {limit} 字。",
    "“{column}” is longer than {limit} characters.",
    "请精简，详细材料另附。",
    "Shorten it; send details as a separate file.",
    brief=Text("过长", "too long"),
)
CELL_NOT_A_NUMBER = error(
    "cell.not-a-number",
    "“{column}”应为数字，现为“{found}”。",
    "“{column}” should be a number; found “{found}”.",
    "请填写阿拉伯数字。",
    "Type a number in digits.",
    brief=Text("不是数字", "not a number"),
)
CELL_OUT_OF_RANGE = error(
    "cell.out-of-range",
    "“{column}”应在 {low} 到 {high} 之间，现为“{found}”。",
    "“{column}” should lie between {low} and {high}; found “{found}”.",
    "请改正。",
    "Correct it.",
    brief=Text("超出范围", "out of range"),
)
NUMBER_AS_TEXT = warning(
    "number.as-text",
    "“{column}”的数字是文字格式，已按 {read} 读取。",
    "The number in “{column}” is typed as text; it was read as {read}.",
    "请用半角数字重新输入。",
    "Type it again in plain digits.",
    brief=Text("数字是文字", "number typed as text"),
)
TEXT_FULL_WIDTH = note(
    "text.full-width",
    "“{column}”含全角字符，已按“{read}”读取。",
    "“{column}” has full-width characters; it was read as “{read}”.",
    "请用半角输入。",
    "Type it in half-width characters.",
    brief=Text("含全角字符", "full-width characters"),
)
TEXT_UNSEEN = note(
    "text.unseen",
    "“{column}”含有看不见的字符，已按“{read}”读取。",
    "“{column}” has characters that can't be seen; it was read as “{read}”.",
    "无需处理；如要消除，请重新输入。",
    "Nothing to do; typing it again removes them.",
)
ID_AS_NUMBER = warning(
    "id.as-number",
    "“{column}”是数字格式，前导零会丢失，已按“{read}”读取。",
    "“{column}” is typed as a number, which drops leading zeros; it was read as “{read}”.",
    "请把单元格设为文本后重新输入。",
    "Format the cell as text and type it again.",
    brief=Text("编号是数字格式", "typed as a number"),
)
DATE_AS_TEXT = warning(
    "date.as-text",
    "“{column}”的日期是文字，已按 {read} 读取。",
    "The date in “{column}” is typed as text; it was read as {read}.",
    "请按 2026-09-30 的样式输入。",
    "Type dates like 2026-09-30.",
    brief=Text("日期是文字", "date typed as text"),
)
DATE_UNCLEAR = error(
    "date.unclear",
    "“{column}”的日期“{found}”不明确，可能是 {readings}。",
    "The date “{found}” in “{column}” is unclear; it may be {readings}.",
    "请按 2026-09-30 的样式输入。",
    "Type dates like 2026-09-30.",
    brief=Text("日期不明确", "not clear which day"),
)
DATE_UNREADABLE = error(
    "date.unreadable",
    "“{column}”不是日期：“{found}”。",
    "“{column}” is not a date: “{found}”.",
    "请按 2026-09-30 的样式输入。",
    "Type dates like 2026-09-30.",
    brief=Text("不是日期", "not a date"),
)
CHOICE_READ_AS = note(
    "choice.read-as",
    "“{column}”中的“{found}”已按“{read}”读取。",
    "“{found}” in “{column}” was read as “{read}”.",
    "下次请从下拉列表中选择。",
    "Pick it from the list next time.",
    brief=Text("已按选项读取", "read as a listed word"),
)
CHOICE_UNKNOWN = error(
    "choice.unknown",
    "“{column}”中的“{found}”不在下拉选项内。",
    "“{found}” in “{column}” is not one of the choices.",
    "请从下拉列表中选择：{choices}。",
    "Pick one from the list: {choices}.",
    brief=Text("不在选项内", "not in the list"),
)
CHOICE_NEAR = error(
    "choice.near",
    "“{column}”中的“{found}”不在下拉选项内，是否为“{near}”？",
    "“{found}” in “{column}” is not one of the choices; did you mean “{near}”?",
    "请从下拉列表中选择。",
    "Pick it from the list.",
    brief=Text("不在选项内", "not in the list"),
)
ID_UNLISTED = error(
    "id.unlisted",
    "“{column}”{found} 不在“人员”表中，此行不计入任何人。",
    "“{column}” {found} is not on the sheet People, so this row counts for nobody.",
    "请核对；如确有此人，请先列入“人员”表。",
    "Check it; if there is such a person, add them to People first.",
    brief=Text("不在人员表中", "not on People"),
)
ID_UNLISTED_NEAR = error(
    "id.unlisted-near",
    "“{column}”{found} 不在“人员”表中，此行不计入任何人；是否为 {near}？",
    "“{column}” {found} is not on the sheet People, so this row counts for nobody; did you mean {near}?",
    "请核对并改正。",
    "Check and correct it.",
    brief=Text("不在人员表中", "not on People"),
)
ID_TWICE = error(
    "id.twice",
    "“{column}”的“{found}”重复，首次出现在 {first}。",
    "“{found}” in “{column}” stands there twice; first in {first}.",
    "每行的编号应唯一，请改正。",
    "Each row needs a number of its own.",
    brief=Text("重复", "stands there twice"),
)

# Whose return it is.
PERSON_UNKNOWN = error(
    "person.unknown",
    "教职工号“{found}”不在名册中。",
    "The staff number “{found}” is not on the register.",
    "请核对教职工号。",
    "Check the staff number.",
)
PERSON_UNKNOWN_NEAR = error(
    "person.unknown-near",
    "教职工号“{found}”不在名册中；{name}的号为 {near}。",
    "The staff number “{found}” is not on the register; {name} has {near}.",
    "请核对并改正。",
    "Check and correct it.",
)
PERSON_NAME_DIFFERS = error(
    "person.name-differs",
    "姓名“{found}”与教职工号 {number} 不符。",
    "The name “{found}” does not belong to the staff number {number}.",
    "请核对姓名和教职工号。",
    "Check the name and the staff number.",
)
PERSON_NAME_NEAR = error(
    "person.name-near",
    "姓名“{found}”与教职工号 {number} 不符，名册中为“{near}”。",
    "The name “{found}” does not match the staff number {number}; the register has “{near}”.",
    "请改为“{near}”，或核对教职工号。",
    "Correct it to “{near}”, or check the staff number.",
)
PERSON_RENAMED = note(
    "person.renamed",
    "教职工号 {number} 原为“{found}”，现为“{read}”；以原名交来的自查表仍算其本人的。",
    "Staff number {number} was “{found}” and is “{read}” now; returns under the former name still count as theirs.",
    "如系另一人，请用新的教职工号。",
    "If this is another person, use another staff number.",
)
PERSON_VANISHED = error(
    "person.vanished",
    "{name}（{number}）已不在“人员”表中，但台账中仍有其记录；仍按原有信息计算。",
    "{name} ({number}) is no longer on the sheet People, but the registers refer to them; what was last known still counts.",
    "请恢复该行或原来的教职工号；如已离开，请填写“离开日期”。",
    "Put the row back, or the number that it had; if they have left, fill in “Left on”.",
    brief=Text("人员表中已无此人", "gone from People"),
)
PERSON_DEPARTMENT_DIFFERS = error(
    "person.department-differs",
    "部门“{found}”有误，名册中为“{expected}”。",
    "The department “{found}” is wrong; the register has “{expected}”.",
    "请改正；如已调动，请通知办公室。",
    "Correct it; if you have moved, tell the office.",
)
PERSON_OTHER_RECIPIENT = error(
    "person.other-recipient",
    "此表发给 {issued}，却由 {found} 填写。",
    "This return was issued to {issued} but is filled in for {found}.",
    "请使用发给本人的自查表。",
    "Use the return that was issued to you.",
)
RETURN_BLANK = error(
    "return.blank",
    "自查表没有填写。",
    "The return is not filled in.",
    "请逐项作答、写明填表日期后重交。",
    "Answer every item, give the date and send it again.",
)
RETURN_SEVERAL_PEOPLE = error(
    "return.several-people",
    "一个文件中有几个人的自查表：{people}。",
    "The workbook holds the returns of several people: {people}.",
    "请每人单独交一个文件。",
    "Send one file for each person.",
)
CAMPAIGN_OTHER_YEAR = error(
    "campaign.other-year",
    "此表属于 {found} 年度，本次为 {expected} 年度。",
    "This return is for {found}; the campaign is {expected}.",
    "请使用本年度的自查表。",
    "Use this year's return.",
)
RETURN_OLDER_RULEBOOK = warning(
    "return.older-rulebook",
    "填表时的规则版本为 {found}，现行版本为 {current}；新增条目按未作答计。",
    "It was filled in under the rulebook {found}; the current one is {current}. New entries count as unanswered.",
    "如条目有增改，请重新发表。",
    "Send out new returns if entries were added or changed.",
)
RETURN_KEPT = note(
    "return.kept",
    "此表以前已接收，仍按已接收计；按现行规则和名册检查有 {errors} 处不符。",
    "It was accepted before and stays so; by today's rules and registers it would have {errors} errors.",
    "无需处理。",
    "Nothing to do.",
)
RETURN_LATE = warning(
    "return.late",
    "保存于 {saved}，晚于截止日期 {due}。",
    "It was saved on {saved}, after the closing date {due}.",
    "已照常处理。",
    "It was processed all the same.",
)

# What a return says.
ANSWER_MISSING = error(
    "answer.missing",
    "“{item}”未作答。",
    "“{item}” is not answered.",
    "请选择“有”或“没有”。",
    "Choose yes or no.",
    brief=Text("未作答", "not answered"),
)
ANSWER_WITHOUT_PROBLEM = error(
    "answer.without-problem",
    "“{item}”自查为“有”，但问题清单中没有对应的一行。",
    "“{item}” is answered yes, but no row of the problem list is about it.",
    "请在“问题与整改”表中写明问题和整改措施。",
    "Add the problem and its plan on the sheet Problems.",
    brief=Text("缺问题与整改", "no problem row"),
)
ANSWER_ROW_MISSING = error(
    "answer.row-missing",
    "缺少“{item}”一行。",
    "The row “{item}” is missing.",
    "请恢复该行并作答。",
    "Put the row back and answer it.",
)
ANSWER_CONTRADICTED = error(
    "answer.contradicted",
    "工作表“{sheet}”中的答案与本表不同：{cells}。",
    "The sheet “{sheet}” answers otherwise than this one: {cells}.",
    "请只保留一份自查，删去另一份。",
    "Keep one self-check and delete the other sheet.",
)
PROBLEM_WITHOUT_ANSWER = warning(
    "problem.without-answer",
    "列有“{item}”的问题，但自查未答“有”；已按自报计入。",
    "There is a problem about “{item}”, but the self-check does not say yes; it counts as self-reported.",
    "确有此问题的，请把自查改为“有”；没有的，请删去该行。",
    "If there is such a problem, answer yes; if there is none, delete the row.",
)
RETURN_TOO_MANY_ROWS = error(
    "return.too-many-rows",
    "此表填了 {count} 行，只读取前 {limit} 行。",
    "{count} rows are filled in here; only the first {limit} were read.",
    "请合并相同的问题，删去多余的行后重交。",
    "Put what is alike into one row, delete what isn't needed and send it again.",
)
PROBLEM_NO_NUMBER = note(
    "problem.no-number",
    "该行没有序号，已编为 {read}。",
    "The row has no number; it was given {read}.",
    "无需处理。",
    "Nothing to do.",
)
PROBLEM_NUMBER_READ = note(
    "problem.number-read",
    "“{found}”不是可用的序号，该行已编为 {read}。",
    "“{found}” is no number for a row; it was given {read}.",
    "序号请用 1、2、3……",
    "Number the rows 1, 2, 3 …",
)
DATE_OUT_OF_STAGE = error(
    "date.out-of-stage",
    "“{column}”{found} 不在整改阶段（{start} 至 {end}）内。",
    "“{column}” {found} is outside the rectification stage ({start} to {end}).",
    "请改为整改阶段内的日期。",
    "Choose a date within the stage.",
    brief=Text("不在整改阶段内", "outside the stage"),
)
DATE_BEFORE = error(
    "date.before",
    "“{column}”{found} 早于“{other}”{limit}。",
    "“{column}” {found} is before “{other}” {limit}.",
    "请核对两个日期。",
    "Check the two dates.",
    brief=Text("日期先后不符", "dates out of order"),
)
DATE_IN_FUTURE = warning(
    "date.in-future",
    "“{column}”{found} 晚于今天。",
    "“{column}” {found} lies in the future.",
    "请核对。",
    "Check it.",
    brief=Text("晚于今天", "in the future"),
)
CELL_NEEDED = error(
    "cell.needed",
    "按“{other}”的内容，“{column}”须填写。",
    "“{column}” is needed because of what “{other}” says.",
    "请填写，或改正“{other}”。",
    "Fill it in, or correct “{other}”.",
    brief=Text("须填写", "needed here"),
)
CELL_CONFLICT = error(
    "cell.conflict",
    "“{column}”与“{other}”矛盾。",
    "“{column}” contradicts “{other}”.",
    "请改正其中一项。",
    "Correct one of the two.",
    brief=Text("前后矛盾", "contradicts"),
)
LATE_OPEN = warning(
    "late.open",
    "“{column}”应于 {limit} 前完成，至今未填。",
    "“{column}” was due by {limit} and is still empty.",
    "请办理后填写日期。",
    "See to it, then fill in the date.",
    brief=Text("已逾期", "overdue"),
)
LATE_DONE = warning(
    "late.done",
    "“{column}”{found} 晚于期限 {limit}。",
    "“{column}” {found} is later than its due date {limit}.",
    "请核对；属实的写明原因。",
    "Check it; if it is so, note why.",
    brief=Text("晚于期限", "later than due"),
)
PERSON_SAME = error(
    "person.same",
    "“{column}”与“{other}”是同一人。",
    "“{column}” and “{other}” are the same person.",
    "请另定一人，本人须回避。",
    "Name somebody else; the person concerned stands aside.",
    brief=Text("不能是同一人", "must not be the same person"),
)
FINDING_NOT_CLOSED = warning(
    "finding.not-closed",
    "认定为“已整改”，但整改编号未销号；仍按“查实”计算。",
    "The finding says rectified, but its item isn't closed; it still counts as substantiated.",
    "请先在整改台账销号，或改回“查实”。",
    "Close the item in the tracker first, or put the finding back.",
    brief=Text("整改未销号", "item not closed"),
)
FINDING_NOTHING_FOUND = warning(
    "finding.nothing-found",
    "已认定，但本行未查出违规。",
    "There is a finding, but the row shows no breach.",
    "请核对本行数据或删去认定。",
    "Check the row's figures, or remove the finding.",
    brief=Text("未见违规", "nothing found"),
)
LINK_GONE = warning(
    "link.gone",
    "“{column}”{found} 在对应台账中已不存在。",
    "“{column}” {found} is no longer in its register.",
    "请改为现有编号。",
    "Choose an id that exists.",
    brief=Text("编号已不存在", "id no longer there"),
)
HOLIDAYS_YEAR_MISSING = warning(
    "holidays.year-missing",
    "节假日表没有 {year} 年，工作日按周一至周五计算。",
    "The holidays table has no rows for {year}; Monday to Friday count as working days.",
    "请在公布放假安排后补填，或运行升级。",
    "Fill them in once they are announced, or run upgrade.",
)

# The control workbook.
TRACKER_TRANSITION = error(
    "tracker.transition",
    "状态不能由“{before}”直接改为“{after}”，仍按“{before}”计算。",
    "The status cannot go from “{before}” to “{after}”; it still counts as “{before}”.",
    "可改为：{allowed}。",
    "Allowed from here: {allowed}.",
    brief=Text("不能这样改", "cannot go there from here"),
)
TRACKER_CLOSE_UNSIGNED = error(
    "tracker.close-unsigned",
    "销号前须填写“{column}”，仍按“{before}”计算。",
    "“{column}” is needed before an item is closed; it still counts as “{before}”.",
    "请补填，或改回原状态。",
    "Fill it in, or put the status back.",
    brief=Text("未填验收意见或签字", "not signed off"),
)
TRACKER_DEVIATION_UNDATED = error(
    "tracker.deviation-undated",
    "同意延期须填写“{column}”，仍按“{before}”计算。",
    "“{column}” is needed before a deviation is approved; it still counts as “{before}”.",
    "请补填，或改回原状态。",
    "Fill it in, or put the status back.",
    brief=Text("未填调整后期限", "no revised date"),
)
TRACKER_WITHDRAWN_UNEXPLAINED = error(
    "tracker.withdrawn-unexplained",
    "撤回事项须在“{column}”中写明理由，仍按“{before}”计算。",
    "“{column}” has to say why the item is withdrawn; it still counts as “{before}”.",
    "请补填理由，或改回原状态。",
    "Write the reason there, or put the status back.",
    brief=Text("未写撤回理由", "no reason given"),
)
TRACKER_CAME_BACK = warning(
    "tracker.came-back",
    "此项曾被手工删除，因该自查表仍有此项，又列入台账。",
    "This item was deleted by hand and came back: the return still has it.",
    "不要删除行：请把状态改为“已撤回”，并写明理由。",
    "Don't delete the row: set its status to Withdrawn and say why.",
    brief=Text("删除后又出现", "came back after deletion"),
)
EVIDENCE_CAME_BACK = warning(
    "evidence.came-back",
    "此行曾被手工删除，因该自查表仍答“有”，又登记进来。",
    "This row was deleted by hand and came back: the return still answers yes.",
    "不要删除行：如不属实，请把“认定”改为“不成立”。",
    "Don't delete the row: if it is not so, set its state to Dismissed.",
    brief=Text("删除后又出现", "came back after deletion"),
)
TRACKER_CONFLICT = warning(
    "tracker.conflict",
    "“{column}”：办公室改为“{ours}”，教师新交的是“{theirs}”。",
    "“{column}”: the office has “{ours}”, the teacher's newer return says “{theirs}”.",
    "保留了办公室的内容；如采用教师的，请照录。",
    "The office's words were kept; to take the teacher's, type them in.",
    brief=Text("与教师新交的不同", "the teacher says otherwise"),
)
TRACKER_DROPPED = note(
    "tracker.dropped",
    "教师最新的自查表中已没有此项。",
    "The teacher's latest return no longer has this item.",
    "请核实后销号或继续跟踪。",
    "Check with the teacher, then close it or keep tracking.",
    brief=Text("新自查表中已无此项", "gone from the latest return"),
)
RULEBOOK_NO_SOURCE = error(
    "rulebook.no-source",
    "第 {number} 条没有注明依据。",
    "Entry {number} names no source.",
    "请写明出自哪个文件。",
    "Say which text its words come from.",
    brief=Text("未注明依据", "no source"),
)
RULEBOOK_TAG_MISSING = warning(
    "rulebook.tag-missing",
    "没有哪一条、或不止一条规则带有标签“{tag}”：各台账中的这类情况不计入合规。",
    "No entry of the rulebook has the tag “{tag}”, or more than one has: what registers say of it counts for nothing.",
    "请在“规则”表“证据标签”列中把它写给一条规则。",
    "Give the tag to one entry, in the column Evidence tags of the rulebook.",
)
RULEBOOK_RENAMED = note(
    "rulebook.renamed",
    "“{found}”现为“{read}”，共 {rows} 行，已随之更改。",
    "“{found}” is called “{read}” now; {rows} rows were changed accordingly.",
    "请核对是否为同一条。",
    "Check that it is still the same entry.",
    brief=Text("条目已更名", "the entry was renamed"),
)
DEPARTMENT_RENAMED = note(
    "department.renamed",
    "部门“{found}”现为“{read}”，共 {rows} 行，已随之更改。",
    "The department “{found}” is called “{read}” now; {rows} rows were changed accordingly.",
    "请核对是否为同一部门。",
    "Check that it is still the same department.",
    brief=Text("部门已更名", "the department was renamed"),
)
EVIDENCE_NOBODY = error(
    "evidence.nobody",
    "既没有教职工号，也没有部门。",
    "Neither a staff number nor a department is given.",
    "请填写其中一项。",
    "Fill in one of the two.",
    brief=Text("未写人或部门", "nobody named"),
)
EVIDENCE_NOT_COUNTED = error(
    "evidence.not-counted",
    "此行尚未计入：{why}。",
    "This row counts for nothing: {why}.",
    "请改正所述内容。",
    "Put right what is named here.",
    brief=Text("未计入", "counts for nothing"),
)
STAGE_ORDER = error(
    "stage.order",
    "阶段“{stage}”的结束日期早于开始日期。",
    "The stage “{stage}” ends before it starts.",
    "请改正日期。",
    "Correct the dates.",
    brief=Text("早于开始日期", "before the start"),
)
WORKBOOK_OLDER = note(
    "workbook.older",
    "本工作簿由较早的版本制作{lacks}。",
    "This workbook was made by an earlier version of the program{lacks}.",
    "请按“升级”按钮，或运行“softenv-xl upgrade”；您填写和添加的内容都会保留。",
    "Press Upgrade, or run “softenv-xl upgrade”; what you typed and added stays.",
)
PUBLICATION_HELD_BACK = warning(
    "publication.held-back",
    "“{column}”中提到教职工、反映人或提出人，或有长串数字，本行没有公开。",
    "“{column}” names a member of staff or whoever complained, or holds a long number; the row was not published.",
    "请改写后重新生成；只有决定实名通报的才写姓名。",
    "Write it anew, then build once more. Nobody is named whom it wasn't decided to name.",
)
STAGE_OVERLAP = warning(
    "stage.overlap",
    "阶段“{stage}”与“{other}”日期重叠。",
    "The stage “{stage}” overlaps “{other}”.",
    "请核对。",
    "Check the dates.",
    brief=Text("与另一阶段重叠", "overlaps another"),
)

IMPORT_TABLE_UNKNOWN = warning(
    "import.table-unknown",
    "没有名为“{name}”的表，这个文件没有读入。",
    "There is no table “{name}”; the file was not read.",
    "文件名应与导出时相同，如 people.csv。",
    "Files are called as the export calls them, people.csv for instance.",
)
IMPORT_UNREADABLE = error(
    "import.unreadable",
    "不是逗号分隔的文本，或引号没有成对：{reason}。",
    "It is no text with commas, or a quote isn't closed: {reason}.",
    "请另存为 CSV UTF-8，再读入。",
    "Save it as CSV UTF-8, then import it again.",
)
IMPORT_HEADER_UNKNOWN = error(
    "import.header-unknown",
    "表中没有“{found}”列。",
    "The table has no column “{found}”.",
    "请改成数据字典中的列名，或删去这一列。",
    "Call it as the data dictionary does, or remove the column.",
)
IMPORT_HEADER_TWICE = error(
    "import.header-twice",
    "“{found}”列出现了两次。",
    "The column “{found}” stands there twice.",
    "请删去一列。",
    "Remove one of them.",
)
IMPORT_ID_COLUMN_MISSING = error(
    "import.id-column-missing",
    "缺少编号列“{found}”，无法知道是哪一行。",
    "The column “{found}” is missing, so that nobody can tell which row is which.",
    "请保留导出时的编号列。",
    "Keep the column as it was exported.",
)
IMPORT_ID_UNKNOWN = error(
    "import.id-unknown",
    "总台账中没有编号“{found}”。",
    "The workbook has no row “{found}”.",
    "请核对编号；新的一行请把编号留空，由程序编号。",
    "Check it; leave the id of a new row blank, and it gets one.",
)
IMPORT_ROW_TOO_LONG = error(
    "import.row-too-long",
    "这一行的单元格比表头多。",
    "The row has more cells than there are headers.",
    "请检查其中的逗号和引号。",
    "Look at its commas and quotes.",
)
IMPORT_WORD_UNKNOWN = error(
    "import.word-unknown",
    "“{column}”不能是“{found}”。",
    "“{column}” can't be “{found}”.",
    "请用数据字典中的词。",
    "Use a word of the data dictionary.",
)
IMPORT_COLUMN_GONE = error(
    "import.column-gone",
    "总台账中没有“{column}”列，无法读入。",
    "The workbook has no column “{column}” to read it into.",
    "请先升级总台账，或恢复该列。",
    "Upgrade the workbook first, or bring the column back.",
)
SEND_NO_ADDRESS = warning(
    "send.no-address",
    "{name}没有可用的邮箱地址。",
    "There is no usable e-mail address for {name}.",
    "请在“人员”表中填写一个完整的邮箱。",
    "Fill in one whole address on the sheet People.",
)
SEND_NO_FILE = warning(
    "send.no-file",
    "文件夹“{folder}”中没有给{name}的文件。",
    "In the folder {folder} there is no file for {name}.",
    "请先生成文件，再发送。",
    "Make it first, then send.",
)
SEND_SEVERAL_FILES = warning(
    "send.several-files",
    "有几个不同的文件都是给{name}的：{files}。一个也没有发。",
    "Several different files are for {name}: {files}. None of them is sent.",
    "请只留下要发的那一个。",
    "Leave only the one that is to be sent.",
)
SEND_LEFT = note(
    "send.left",
    "{name}已于{day}离开，没有发。",
    "{name} left on {day} and gets nothing.",
    "不用处理。",
    "Nothing to do.",
)
SEND_NOBODY = warning(
    "send.nobody",
    "“{what}”没有收件人：{who}不在“人员”表中，或有重名。",
    "Nobody gets {what}: {who} isn't on the sheet People, or there are several of that name.",
    "请在“人员”表和“部门”表中核对姓名。",
    "Check the name on the sheets People and Departments.",
)
SEND_NOT_ATTACHED = warning(
    "send.not-attached",
    "这个文件没有发给任何人：{why}。",
    "This file is sent to nobody: {why}.",
    "请打开核对；不该在这里的，请移走。",
    "Open it and look; move it away if it doesn't belong here.",
)
SEND_ALREADY = note(
    "send.already",
    "给{name}的同样一封 {time} {state}，不再重复。",
    "The same mail to {name} was {state} at {time}; it isn't repeated.",
    "确实没有发出的，用“--not-sent {number}”说明后再发。",
    "If it didn't go out after all, say so with “--not-sent {number}”, then send again.",
)
SEND_UNKNOWN = warning(
    "send.unknown",
    "给{name}的邮件在 {time} 中断，不知道是否已经送出；不会自动重发。",
    "The mail to {name} was cut off at {time}, and nobody knows whether it went out; it isn't repeated by itself.",
    "请在邮箱的“已发送”和“草稿箱”中查看主题“{subject}”，再用“--was-sent {number}”或“--not-sent {number}”说明。",
    "Look for the subject “{subject}” in the mailbox's folders Sent and Drafts, then say “--was-sent {number}” or “--not-sent "
    "{number}”.",
)
SEND_REFUSED = warning(
    "send.refused",
    "邮箱服务器没有接受给{name}的邮件：{said}。",
    "The mail server didn't accept the mail to {name}: {said}.",
    "请核对地址 {to}，改正后再发送；已经发出的不会重复。",
    "Check the address {to}, then send again; what went out isn't repeated.",
)
SEND_LIMIT = warning(
    "send.limit",
    "暂停发送：{why}。",
    "Sending has paused: {why}.",
    "请在 {time} 之后运行“softenv-xl send --resume”，从中断处继续。",
    "After {time}, run “softenv-xl send --resume” to go on.",
)
SEND_CUT = warning(
    "send.cut",
    "与邮箱的连接中断：{why}。还有 {left} 封没有处理。",
    "The connection to the mailbox was lost: {why}. {left} more are still to come.",
    "请检查网络，再运行“softenv-xl send --resume”，从中断处继续。",
    "Check the network, then run “softenv-xl send --resume” to go on.",
)
SEND_NOT_NOTED = note(
    "send.not-noted",
    "“催办”表中的“已催次数”没有更新：{why}。",
    "The sheet Reminders doesn't show these reminders yet: {why}.",
    "不用处理：发信记录已经记下，下次照样计数。",
    "Nothing to do: the mail ledger has them, and they count the next time.",
)
SEND_DAY_OFF = warning(
    "send.day-off",
    "{day} 不是工作日，催办不在这一天直接发送。",
    "{day} is no working day: reminders aren't sent by mail server then.",
    "请在 {next} 发送，或先做成草稿：草稿上的日期就是这一天。",
    "Send them on {next}, or make drafts now: these bear that date.",
)


PACK_CONFLICT = warning(
    "pack.conflict",
    "“{column}”：本台账为“{ours}”，{department}交回的是“{theirs}”（发出时为“{base}”）。",
    "“{column}”: here it is “{ours}”, {department} sent back “{theirs}” (it was issued as “{base}”).",
    "保留了本台账的内容；请在“冲突”表中选择，下次收回时生效。",
    "What stands here was kept; choose on the sheet Conflicts: the next merge goes by it.",
)
PACK_ROW_CONFLICT = warning(
    "pack.row-conflict",
    "{department}交回的一行{what}。",
    "A row that {department} sent back: {what}.",
    "台账未改动；请在“冲突”表中选择，下次收回时生效。",
    "Nothing was changed; choose on the sheet Conflicts: the next merge goes by it.",
)
PACK_ROW_DELETED = warning(
    "pack.row-deleted",
    "{department}交回的文件中已没有此行。",
    "This row is gone from what {department} sent back.",
    "此行仍保留；是否删除请在“冲突”表中选择。",
    "The row stays; whether it goes is chosen on the sheet Conflicts.",
)
PACK_UNREADABLE = warning(
    "pack.unreadable",
    "“{column}”：{department}填写的“{theirs}”无法读作该列的内容。",
    "“{column}”: {department} filled in “{theirs}”, which can't be read as what the column holds.",
    "保留了本台账的内容；请在“冲突”表中选择或改写，下次收回时生效。",
    "What stands here was kept; choose or write it anew on the sheet Conflicts: the next merge goes by it.",
)
PACK_LOCKED_COLUMN = warning(
    "pack.locked-column",
    "“{column}”由办公室填写；{department}把它改成了“{theirs}”，未采用。",
    "“{column}” is the office's to fill in; {department} changed it to “{theirs}”, which was not taken over.",
    "如确应更改，请在本台账中直接修改。",
    "If it is right all the same, type it into this workbook.",
)
PACK_NEW_ROW = note(
    "pack.new-row",
    "{department}新增的一行。",
    "A row that {department} added.",
    "请核对。",
    "Have a look at it.",
)
PACK_EARLIER_STAYS = note(
    "pack.earlier-stays",
    "“{column}”：{department}先前交回的“{ours}”，在这份文件中又是发出时的内容；保留先前交回的。",
    "“{column}”: {department} sent back “{ours}” before, and this copy has it as it was issued; what was sent before stays.",
    "如该部门确已改回，请在本台账中改回。",
    "If the department did take it back, change it here.",
)
PACK_DECISION_OVERTAKEN = warning(
    "pack.decision-overtaken",
    "选择之后，本台账的内容又有变动，未按该选择处理。",
    "What stands in this workbook has changed since the conflict was listed, so the decision was not carried out.",
    "请重新选择。",
    "Choose again.",
)
PACK_DECISION_UNFIT = warning(
    "pack.decision-unfit",
    "无法按该选择处理：{why}。",
    "The decision can't be carried out: {why}.",
    "请改写“自填内容”或另选。",
    "Write the own words anew, or choose otherwise.",
)
PACK_BASE_MISSING = warning(
    "pack.base-missing",
    "找不到这份部门表发出时的内容，凡与本台账不同之处均列为冲突。",
    "What this pack held when it was issued can't be found; wherever it differs from this workbook there is a conflict.",
    "请在“冲突”表中逐一选择。",
    "Choose one by one on the sheet Conflicts.",
)
PACK_NOT_A_PACK = warning(
    "pack.not-a-pack",
    "不是本台账发出的部门表。",
    "This isn't a pack of this workbook.",
    "请核对文件；自查表请用“收表”。",
    "Check the file; returns are taken in by Collect.",
)
PACK_TABLE_MISSING = warning(
    "pack.table-missing",
    "这份部门表中已没有“{table}”表；该表的内容未动。",
    "This copy has no table “{table}” any more; nothing of it was changed.",
    "如需要，请让部门重新交回。",
    "If it matters, have the department send it again.",
)


CATALOGUE: dict[str, IssueKind] = {
    kind.code: kind
    for kind in (*vars().values(), *vars(mail_catalogue).values())
    if isinstance(kind, IssueKind)
}
"""All of them by code."""

/**
 * Long passwords that everybody tries first. Shorter ones need no list, because twelve characters are asked for (NIST SP 800-63B, 3.1.1.2).
 * Compared without case, blanks, punctuation and trailing digits, so that each line stands for a family.
 */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  `
abcdefghijkl abcdefghijklm abcdefghijklmnop administrator administratoradmin adminadmin adminadminadmin adminpassword
alphabetagamma basketball changeme changemechangeme changemenow changemeplease changepassword charlieandthe chelseafootball
computersecurity correcthorsebatterystaple defaultpassword diamonddiamond donotenter everybodylies facebookpassword
footballfootball forgetpassword forgotpassword helloworld helloworldhello iamtheadmin iamtheboss iloveyou iloveyouforever
iloveyouiloveyou iloveyousomuch imissyou incidentresponse itsasecret jesuschrist jesusislord leavemealone letmein letmeinletmein
letmeinplease liverpoolfc logmein lovelovelove loveyouforever manchesterunited masterpassword michaeljordan monkeymonkey
mynewpassword mypassword mypasswordis mysecretpassword nevergiveup newpassword nopassword nopasswordhere onetwothree
onetwothreefour opensesame password passwordpassword passwordsecret pleaseletmein princessprincess qazwsxedc qazwsxedcrfv
qwerasdfzxcv qwerty qwertyqwerty qwertyuiop qwertyuiopasdfghjkl qwertyuiopasdfghjklzxcvbnm qwertyuiopqwertyuiop rootpassword
rootroot rootrootroot secretpassword secretsecret securityoperations securitypassword servicepassword sunshinesunshine
supersecret supersecretpassword superuser supportpassword systemadmin temporarypassword temppassword testpassword testtest
testtesttest thepassword thequickbrownfox thisisapassword thisismypassword thisissecret topsecret trustnoone tryandguess
unbelievable userpassword verysecret verysecretpassword volleyball wachtwoordwachtwoord welcome welcomehome welcometo
welcomewelcome whatpassword whatsmypassword xxxxxxxxxxxx yourpassword youshallnotpass zaqxswcdevfr zxcvbnm zxcvbnmasdfghjkl
`
    .trim()
    .split(/\s+/),
);

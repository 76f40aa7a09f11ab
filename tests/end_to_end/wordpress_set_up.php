<?php
/* Installs a site and puts posts on it, as its staff would; the last line printed is what the tests need to know, as JSON. */

$_SERVER += ['HTTP_HOST' => 'localhost', 'REQUEST_URI' => '/', 'REQUEST_METHOD' => 'GET', 'SERVER_PROTOCOL' => 'HTTP/1.1'];
preg_match("/DB_HOST', \"localhost:([^\"]+)\"/", str_replace('\/', '/', file_get_contents(ABSPATH . 'wp-config.php')), $found);
mysqli_query(mysqli_connect('localhost', 'root', '', '', 0, $found[1]), 'CREATE DATABASE site CHARACTER SET utf8mb4');
define('WP_INSTALLING', true);
require ABSPATH . 'wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
function wp_mail() { return true; } // nobody is written to
function wp_install_defaults($user) { wp_insert_term('Uncategorised', 'category'); }

$made = wp_install('Quayside &amp; Friends', 'rosa', 'rosa@quayside.example', true, '', 'a-long-password');
$rosa = $made['user_id'];
wp_update_user(['ID' => $rosa, 'display_name' => 'Rosa Lind']);
update_option('permalink_structure', '/%year%/%postname%/');
update_option('timezone_string', 'Europe/London');
update_option('posts_per_page', 10);
switch_theme('plain');
flush_rewrite_rules(false);

$boats = wp_insert_term('Boats & tides', 'category')['term_id'];
$people = wp_insert_term('People', 'category')['term_id'];
$add = function (array $post) use ($rosa) {
    return wp_insert_post(wp_slash($post + ['post_author' => $rosa, 'post_status' => 'publish', 'post_type' => 'post']));
};
$body = '<!-- wp:paragraph --><p>Forty volunteers, three weekends and one very tall ladder. It is dry again.</p><!-- /wp:paragraph -->';
$ids = [];
for ($number = 1; $number <= 57; $number++) {
    $day = gmdate('Y-m-d', strtotime('2026-11-20') - $number * 86400 * 3);
    $ids[] = $add(['post_title' => "Letter from the quay $number", 'post_content' => $body, 'post_date' => "$day 09:00:00",
        'post_date_gmt' => "$day 09:00:00", 'post_category' => [$number % 2 ? $boats : $people]]);
}
$roof = $add(['post_title' => 'The boathouse roof & “the ladder” — finished', 'post_content' => $body, 'post_excerpt' => 'It is dry again.',
    'post_date' => '2026-11-20 10:30:00', 'post_date_gmt' => '2026-11-20 10:30:00', 'post_category' => [$boats]]);
$picture = imagecreatetruecolor(1800, 1200);
imagefill($picture, 0, 0, imagecolorallocate($picture, 40, 110, 90));
imagejpeg($picture, $file = wp_upload_dir()['path'] . '/roof.jpg');
$media = wp_insert_attachment(['post_mime_type' => 'image/jpeg', 'post_title' => 'roof'], $file, $roof);
wp_update_attachment_metadata($media, wp_generate_attachment_metadata($media, $file));
update_post_meta($media, '_wp_attachment_image_alt', 'Two people on a roof with a ladder');
set_post_thumbnail($roof, $media);

$locked = $add(['post_title' => 'For members', 'post_content' => $body, 'post_password' => 'anchor', 'post_date' => '2026-11-19 09:00:00']);
$report = $add(['post_title' => 'Tides 2026', 'post_content' => $body, 'post_type' => 'report', 'post_date' => '2026-11-18 09:00:00']);
$minutes = $add(['post_title' => 'Minutes', 'post_content' => $body, 'post_type' => 'minutes']);
$draft = $add(['post_title' => 'Soup for fifty', 'post_content' => $body, 'post_status' => 'draft']);
$pending = $add(['post_title' => 'A word from the chair', 'post_content' => $body, 'post_status' => 'pending']);
$private = $add(['post_title' => 'Staff only', 'post_content' => $body, 'post_status' => 'private', 'post_date' => '2026-11-17 09:00:00']);
$future = $add(['post_title' => 'Lantern walk', 'post_content' => $body, 'post_status' => 'future', 'post_date' => '2036-12-03 08:00:00',
    'post_date_gmt' => '2036-12-03 08:00:00']);
[$password, $record] = WP_Application_Passwords::create_new_application_password($rosa, ['name' => 'Newsletter']);
$reader = wp_insert_user(['user_login' => 'reader', 'user_pass' => 'another-password', 'user_email' => 'r@quayside.example', 'role' => 'subscriber']);
[$weak] = WP_Application_Passwords::create_new_application_password($reader, ['name' => 'Newsletter']);
foreach (['editor' => 'edith', 'author' => 'arthur', 'contributor' => 'connie'] as $role => $login) {
    $made = wp_insert_user(['user_login' => $login, 'user_pass' => 'a-password', 'user_email' => "$login@quayside.example", 'role' => $role]);
    [$$login] = WP_Application_Passwords::create_new_application_password($made, ['name' => 'Newsletter']);
}

echo "\n" . json_encode(compact('edith', 'arthur', 'connie', 'roof', 'draft', 'pending', 'private', 'future', 'locked', 'report', 'boats', 'people', 'password', 'weak')
    + ['version' => $GLOBALS['wp_version'], 'uuid' => $record['uuid']]), "\n";
